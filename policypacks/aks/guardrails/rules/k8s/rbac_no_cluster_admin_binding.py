"""Few may be cluster administrators."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, cis_aks, kube_linter, kyverno, polaris, trivy
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import ROLE_BINDING
from guardrails.props import LeftOut, Problems, Props


def check(binding: Props, values: Mapping[str, Any]) -> Problems:
    """Other roles pass whoever holds them."""

    def judge(subject: Props) -> Problems:
        if subject.get("kind") != "Group" or subject.get("name") not in values["groups"]:
            yield "must not bind cluster-admin"

    if _is_of_administrators(binding):
        yield from binding.each("subjects", lambda subject: placed(judge, subject))


def _is_of_administrators(binding: Props) -> bool:
    """Tell whether the binding is of cluster-admin; a patch leaves out the role, which cannot change."""
    try:
        return bool(binding.get("roleRef.name") == "cluster-admin")
    except LeftOut:
        return binding.text("metadata.name") in _THERE_ALREADY


_THERE_ALREADY = ("cluster-admin", "aks-cluster-admin-binding", "aks-cluster-admin-binding-aad")
"""The bindings of cluster-admin that Kubernetes and AKS make."""

_GROUP = "00000000-0000-4000-8000-000000000001"
_ADMINISTRATOR = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}

GUARDRAIL = Guardrail(
    title="Only groups that are allowed are bound to cluster-admin",
    applies_to=ROLE_BINDING,
    severity=Severity.CRITICAL,
    why="cluster-admin may do everything, always, to everyone; Azure roles grant the same for an hour and with a "
    "reason.",
    fix="Bind a narrower role, use Azure RBAC with Privileged Identity Management, or list the group in the "
    "setting groups.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="Kubernetes refuses a binding without role; without subjects nobody is bound, which passes.",
    requirements=("002-15", "004-5"),
    controls=(
        cis_aks("4.1.1"),
        azure_policy("a3dc4946-dba6-43e6-950d-f96532848c9f"),
        kyverno("restrict-binding-clusteradmin"),
        trivy("KSV-0111"),
        kube_linter("cluster-admin-role-binding"),
        polaris("clusterrolebindingClusterAdmin"),
    ),
    parameters={
        "groups": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "Object ids of the Entra groups that may be cluster administrators.",
        }
    },
    check=check,
    passing={
        "another role": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": _GROUP}],
        },
        "a group that is allowed": Example(
            {"roleRef": _ADMINISTRATOR, "subjects": [{"kind": "Group", "name": _GROUP}]}, settings={"groups": [_GROUP]}
        ),
    },
    failing={
        "a group that is not allowed": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": [{"kind": "Group", "name": _GROUP}],
        },
        "a service account": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
            "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}],
        },
        "a user that has the name of an allowed group": Example(
            {"roleRef": _ADMINISTRATOR, "subjects": [{"kind": "User", "name": _GROUP}]}, settings={"groups": [_GROUP]}
        ),
        "a group beside the allowed one": Example(
            {"roleRef": _ADMINISTRATOR, "subjects": [{"kind": "Group", "name": "developers"}]},
            settings={"groups": [_GROUP]},
        ),
    },
)
