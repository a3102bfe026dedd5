"""A role must not be everybody's."""

from guardrails.checks import must_not_be, placed
from guardrails.frameworks import cis_aks, gatekeeper, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE_BINDING
from guardrails.props import Problems, Props

_EVERYBODY = (
    "system:anonymous",
    "system:authenticated",
    "system:masters",
    "system:serviceaccounts",
    "system:unauthenticated",
)


def check(binding: Props) -> Problems:
    """Users and groups have names of one kind here."""
    yield from binding.each("subjects", lambda subject: placed(must_not_be("name", *_EVERYBODY), subject))


_GROUP = "00000000-0000-4000-8000-000000000001"

GUARDRAIL = Guardrail(
    title="No role is bound to anonymous or all users, or to system:masters",
    applies_to=ROLE_BINDING,
    severity=Severity.CRITICAL,
    why="system:authenticated is everyone who can sign in to the tenant's cluster, system:unauthenticated "
    "everyone; system:masters cannot be taken away.",
    fix="Bind the role to an Entra group.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="Then nobody is bound, so absent passes.",
    requirements=("002-15",),
    controls=(
        cis_aks("4.1.1"),
        gatekeeper("disallowanonymous"),
        kyverno("restrict-binding-system-groups"),
        trivy("KSV-0122"),
        trivy("KSV-0123"),
        trivy("KSV-01011"),
    ),
    check=check,
    passing={
        "a group": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": _GROUP}],
        },
    },
    failing={
        "everybody who is signed in": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": "system:authenticated"}],
        },
        **{
            f"the group {group}": {
                "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
                "subjects": [{"kind": "Group", "name": group}],
            }
            for group in ("system:masters", "system:serviceaccounts", "system:unauthenticated")
        },
        "everybody": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "User", "name": "system:anonymous"}],
        },
    },
)
