"""Few may rule the cluster."""

import re
from collections.abc import Mapping
from typing import Any

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, cis_aks, kube_linter, kyverno, polaris, trivy
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.kinds import ROLE_BINDING
from guardrails.props import LeftOut, Problems, Props

# What they are for: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings.
# Charts call roles of their own `system:...` too, and are right to bind others of Kubernetes: system:auth-delegator.
_EVERYWHERE = re.compile(
    "(system:aggregate-to-)?(admin|edit)|system:(controller:.+|kube-controller-manager|kubelet-api-admin|node)"
)
_THERE_ALREADY = ("cluster-admin", "aks-cluster-admin-binding", "aks-cluster-admin-binding-aad")
"""The bindings of cluster-admin that Kubernetes and AKS make."""


def check(binding: Props, values: Mapping[str, Any]) -> Problems:
    """In one namespace Kubernetes means admin and edit to be bound; other roles pass whoever holds them."""
    role = _role(binding)

    def judge(subject: Props) -> Problems:
        if subject.get("kind") != "Group" or subject.get("name") not in values["groups"]:
            yield f"must not bind {role}"

    if role == "cluster-admin" or (_EVERYWHERE.fullmatch(role) and binding.get("kind") != "RoleBinding"):
        yield from binding.each("subjects", lambda subject: placed(judge, subject))


def _role(binding: Props) -> str:
    """Return the role that is bound; a patch leaves it out, but Kubernetes calls its own bindings after their roles."""
    try:
        return binding.text("roleRef.name")
    except LeftOut:
        name = binding.text("metadata.name")
        return "cluster-admin" if name in _THERE_ALREADY else name


_GROUP = "00000000-0000-4000-8000-000000000001"
_ADMINISTRATOR = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}


def _bound(kind: str, role: str) -> dict[str, object]:
    reference = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role}
    return {
        "kind": kind,
        "roleRef": reference,
        "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}],
    }


GUARDRAIL = Guardrail(
    title="Only groups that are allowed are bound to roles that rule the cluster",
    applies_to=ROLE_BINDING,
    severity=Severity.CRITICAL,
    why="cluster-admin may do everything, always, to everyone. Who edits every namespace, or may what a node or a "
    "controller may, reads all secrets or runs pods as anybody, and so soon does the same; Azure roles grant it for an "
    "hour and with a reason.",
    fix="Bind a narrower role, or admin or edit by a RoleBinding in one namespace; use Azure RBAC with Privileged "
    "Identity Management, or list the group in the setting groups.",
    link="https://kubernetes.io/docs/reference/access-authn-authz/rbac/",
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
            "description": "Object ids of the Entra groups that may hold these roles.",
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
        "a group that is allowed edits every namespace": Example(
            {**_bound("ClusterRoleBinding", "edit"), "subjects": [{"kind": "Group", "name": _GROUP}]},
            settings={"groups": [_GROUP]},
        ),
        "an account edits one namespace": _bound("RoleBinding", "edit"),
        "an account administers one namespace": _bound("RoleBinding", "admin"),
        "an account sees every namespace": _bound("ClusterRoleBinding", "view"),
        "an extension of the API asks who somebody is": _bound("ClusterRoleBinding", "system:auth-delegator"),
        "a role that a chart has named so": _bound("ClusterRoleBinding", "system:node-exporter"),
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
        "an account administers one namespace and all in it": _bound("RoleBinding", "cluster-admin"),
        **{
            f"an account is bound to {role} everywhere": _bound("ClusterRoleBinding", role)
            for role in (
                "admin",
                "edit",
                "system:aggregate-to-admin",
                "system:aggregate-to-edit",
                "system:controller:generic-garbage-collector",
                "system:kube-controller-manager",
                "system:kubelet-api-admin",
                "system:node",
            )
        },
    },
)
