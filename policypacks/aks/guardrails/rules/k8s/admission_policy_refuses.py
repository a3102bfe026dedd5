"""A policy that only reports must be one that is meant to."""

from collections.abc import Mapping
from typing import Any

from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import ADMISSION_BINDING
from guardrails.props import Problems, Props


def check(binding: Props, values: Mapping[str, Any]) -> Problems:
    """One that may report is known by the policy's name."""
    if (
        "Deny" not in binding.texts("spec.validationActions")
        and binding.text("spec.policyName") not in values["advice"]
    ):
        yield "must list Deny in spec.validationActions"


def _binding(*actions: str, policy: str = "k8s-image-digest") -> dict[str, Any]:
    return {"spec": {"policyName": policy, "validationActions": [*actions]}}


GUARDRAIL = Guardrail(
    title="Admission policies refuse what they find, but for those that may only advise",
    applies_to=ADMISSION_BINDING,
    severity=Severity.MEDIUM,
    why="A binding that only warns or writes to the audit log lets in whatever its policy finds.",
    fix="Add 'Deny' to validation_actions, or name the policy in the setting advice.",
    link="https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions",
    absent="Kubernetes takes no binding without actions, so absent fails.",
    requirements=("001-22", "002-19"),
    controls=(),
    parameters={
        "advice": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["k8s-host-users-false"],
            "description": "Names of admission policies whose bindings need not refuse.",
        }
    },
    check=check,
    passing={
        "it refuses, and reports": _binding("Deny", "Audit"),
        "its policy may advise": _binding("Warn", "Audit", policy="k8s-host-users-false"),
        "its policy may advise here": Example(_binding("Warn"), settings={"advice": ["k8s-image-digest"]}),
    },
    failing={
        "it only reports": _binding("Warn", "Audit"),
        "none may advise": Example(_binding("Audit", policy="k8s-host-users-false"), settings={"advice": []}),
        "no action": {"spec": {"policyName": "k8s-image-digest"}},
    },
)
