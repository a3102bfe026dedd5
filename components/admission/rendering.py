"""An admission policy as the API server takes it: the policy, and the binding that puts it in force."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypedDict

from pulumi import Input, Output

from components.admission.exemption import label
from components.admission.policy import AdmissionPolicy, Force
from components.admission.principals import BREAK_GLASS
from components.kubernetes.manifest import Manifest, metadata

_API = "admissionregistration.k8s.io/v1"


class Mode(StrEnum):
    """What becomes of what offends."""

    AUDIT = "Audit"
    """Let through, with a warning to who asks and a line in the audit log."""
    DENY = "Deny"
    """Refused."""


class Parameters(TypedDict):
    """What policies know of the platform."""

    login_server: Input[str]
    """Host name of the registry."""
    host_suffixes: Sequence[str]
    """Domains that teams may serve hosts of."""
    operators: Sequence[str]
    """Object ids of the Entra groups that operate the platform."""
    spared_namespaces: Sequence[str]
    """Namespaces that Azure fills, which are left alone."""


def variables(parameters: Parameters) -> dict[str, Input[str]]:
    """Return the parameters as CEL."""
    return {
        "registry": Output.format("'{0}/'", parameters["login_server"]),
        "suffixes": repr([*parameters["host_suffixes"]]),
        "operators": repr([BREAK_GLASS, *parameters["operators"]]),
    }


def policy(name: str, wanted: AdmissionPolicy, parameters: Parameters) -> Manifest:
    """Return the policy."""
    known = {key: cel for key, cel in variables(parameters).items() if f"variables.{key}" in wanted.offending}
    named = {**known, **wanted.variables, "offending": wanted.offending}
    refusal = f"{name}: {wanted.title} {wanted.fix}"
    return {
        "apiVersion": _API,
        "kind": "ValidatingAdmissionPolicy",
        "metadata": metadata(name),
        "spec": {
            "failurePolicy": "Fail",
            "matchConstraints": {"resourceRules": [match.rule for match in wanted.match]},
            "matchConditions": [{"name": key, "expression": cel} for key, cel in wanted.conditions.items()],
            "variables": [{"name": key, "expression": cel} for key, cel in named.items()],
            "validations": [
                {
                    "expression": "size(variables.offending) == 0",
                    "message": refusal,
                    "messageExpression": f'"{refusal} Offending: " + variables.offending.join(", ")',
                    "reason": "Forbidden",
                }
            ],
        },
    }


def binding(name: str, wanted: AdmissionPolicy, mode: Mode, parameters: Parameters) -> Manifest:
    """Return what puts a policy in force everywhere but in Azure's own and exempt namespaces."""
    always = wanted.force is Force.ALWAYS
    deny = always or (mode is Mode.DENY and wanted.force is Force.BY_STACK)
    spared = {
        "key": "kubernetes.io/metadata.name",
        "operator": "NotIn",
        "values": [*parameters["spared_namespaces"]],
    }
    exempt = {"key": label(name), "operator": "DoesNotExist"}
    return {
        "apiVersion": _API,
        "kind": "ValidatingAdmissionPolicyBinding",
        "metadata": metadata(name),
        "spec": {
            "policyName": name,
            "validationActions": ["Deny", "Audit"] if deny else ["Warn", "Audit"],
            "matchResources": {"namespaceSelector": {"matchExpressions": [spared, *([] if always else [exempt])]}},
        },
    }
