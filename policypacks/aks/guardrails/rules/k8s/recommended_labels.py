"""Objects should carry the labels that tools look for."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import EVERY_OBJECT
from guardrails.props import Problems, Props, decided
from guardrails.selectors import label


def _check(thing: Props, values: Mapping[str, Any]) -> Problems:
    for key in values["labels"]:
        yield from decided(must_be_present(label(key)), thing)


GUARDRAIL = Guardrail(
    title="Objects carry the recommended labels",
    applies_to=EVERY_OBJECT,
    severity=Severity.LOW,
    why="Tools, cost reports and people find what belongs together by these labels.",
    fix="Set the labels in metadata, best by a transformation for all objects of a stack.",
    link="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/",
    absent="Kubernetes sets none, so absent fails.",
    requirements=(),
    controls=(
        azure_policy("46592696-4c7b-4bf3-9e45-6c2763bdc0a6"),
        gatekeeper("requiredlabels"),
        kyverno("require-labels"),
        kube_linter("required-label-owner"),
    ),
    parameters={
        "labels": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "app.kubernetes.io/name",
                "app.kubernetes.io/instance",
                "app.kubernetes.io/version",
                "app.kubernetes.io/managed-by",
            ],
            "description": "Labels that every object must carry.",
        }
    },
    check=_check,
    passing={
        "all": {
            "metadata": {
                "labels": {
                    "app.kubernetes.io/name": "api",
                    "app.kubernetes.io/instance": "shop",
                    "app.kubernetes.io/version": "1.4.2",
                    "app.kubernetes.io/managed-by": "pulumi",
                }
            }
        },
    },
    failing={
        "one of them": {"metadata": {"labels": {"app.kubernetes.io/name": "api"}}},
        "none": {"metadata": {"name": "api"}},
    },
)
