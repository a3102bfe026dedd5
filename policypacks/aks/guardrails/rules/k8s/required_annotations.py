"""Objects should say who is asked about them."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import EVERY_OBJECT
from guardrails.props import Problems, Props, decided
from guardrails.selectors import annotation


def _check(thing: Props, values: Mapping[str, Any]) -> Problems:
    for key in values["annotations"]:
        yield from decided(must_be_present(annotation(key)), thing)


GUARDRAIL = Guardrail(
    title="Objects carry the annotations that the team agreed on",
    applies_to=EVERY_OBJECT,
    severity=Severity.LOW,
    why="At night the one on call needs to know whose it is and what to do.",
    fix="Set the annotations in metadata, best by a transformation for all objects of a stack.",
    link="https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
    absent="Kubernetes sets none, so absent fails.",
    requirements=(),
    controls=(
        azure_policy("9a5f4e39-e427-4d5d-ae73-93db00328bec"),
        gatekeeper("requiredannotations"),
        kyverno("require-annotations"),
        kube_linter("required-annotation-email"),
    ),
    parameters={
        "annotations": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["owner", "runbook"],
            "description": "Annotations that every object must carry.",
        }
    },
    check=_check,
    passing={
        "all": {"metadata": {"annotations": {"owner": "shop@example.com", "runbook": "https://example.com/runbook"}}},
    },
    failing={
        "one of them": {"metadata": {"annotations": {"owner": "shop@example.com"}}},
        "none": {"metadata": {"name": "api"}},
    },
)
