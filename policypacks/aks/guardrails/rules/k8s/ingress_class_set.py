"""An ingress must say who serves it."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import kyverno
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import INGRESS
from guardrails.props import Problems, Props


def check(ingress: Props, values: Mapping[str, Any]) -> Problems:
    """The annotation of old is no class."""
    name = ingress.text("spec.ingressClassName")
    if not name:
        yield "must set spec.ingressClassName"
    elif values["classes"] and name not in values["classes"]:
        yield f"must set spec.ingressClassName to one of {', '.join(values['classes'])}"


GUARDRAIL = Guardrail(
    title="Every ingress names a class that is allowed",
    applies_to=INGRESS,
    severity=Severity.LOW,
    why="Without a class whichever controller is the default serves it, perhaps the public one.",
    fix="Set ingress_class_name, or add the class to the setting classes.",
    link="https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class",
    absent="The cluster's default decides, so absent fails.",
    requirements=(),
    controls=(kyverno("restrict-ingress-classes"),),
    parameters={
        "classes": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "webapprouting.kubernetes.azure.com",
                "nginx-internal",
                "azure-alb-external",
                "azure-application-gateway",
            ],
            "description": "Classes that may serve; none listed allows all.",
        }
    },
    check=check,
    passing={
        "that of AKS": {"spec": {"ingressClassName": "webapprouting.kubernetes.azure.com"}},
        "any, where none is listed": Example({"spec": {"ingressClassName": "public"}}, settings={"classes": []}),
    },
    failing={
        "another": {"spec": {"ingressClassName": "public"}},
        "none": {"spec": {"rules": [{"host": "shop.example.com"}]}},
    },
)
