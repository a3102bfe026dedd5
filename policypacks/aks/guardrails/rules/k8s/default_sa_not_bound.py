"""The default account must hold no rights."""

import re

from guardrails.checks import placed
from guardrails.frameworks import checkov, cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE_BINDING
from guardrails.props import Problems, Props

_NAMES = {
    "ServiceAccount": "default",
    "User": "system:serviceaccount:[^:]+:default",
    "Group": "system:serviceaccounts:.+",
}
"""Kind of subject -> the account's name there; the group holds all accounts of a namespace.

Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#service-account-tokens.
"""


def check(binding: Props) -> Problems:
    """The account of any namespace."""
    yield from binding.each("subjects", lambda subject: placed(_subject, subject))


def _subject(subject: Props) -> Problems:
    kind = subject.text("kind")
    if kind in _NAMES and re.fullmatch(_NAMES[kind], subject.text("name")):
        yield "must not bind the service account default"


_GROUP = "00000000-0000-4000-8000-000000000001"

GUARDRAIL = Guardrail(
    title="No role is bound to a default service account",
    applies_to=ROLE_BINDING,
    severity=Severity.HIGH,
    why="Every pod of the namespace that names no account of its own gets these rights.",
    fix="Bind the role to a ServiceAccount of the workload's own.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="Then nobody is bound, so absent passes.",
    requirements=("002-15",),
    controls=(cis_aks("4.1.5"), checkov("CKV_K8S_42")),
    check=check,
    passing={
        "an account of its own": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}],
        },
        "a group": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": _GROUP}],
        },
        "a group that has its name": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": "default"}],
        },
        "a user without a name, which Kubernetes refuses itself": {"subjects": [{"kind": "User"}]},
        "another account, as a user": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "User", "name": "system:serviceaccount:default:api"}],
        },
    },
    failing={
        "the default account": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [
                {"kind": "Group", "name": _GROUP},
                {"kind": "ServiceAccount", "name": "default", "namespace": "shop"},
            ],
        },
        "the default account, as a user": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "User", "name": "system:serviceaccount:shop:default"}],
        },
        "all accounts of a namespace": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": "system:serviceaccounts:shop"}],
        },
    },
)
