"""People hold rights through groups."""

import re

from guardrails.checks import placed
from guardrails.frameworks import cis_aks, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE_BINDING
from guardrails.props import Problems, Props

_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def check(binding: Props) -> Problems:
    """Groups and users of the system are the matter of `k8s-rbac-no-system-groups-binding`."""
    yield from binding.each("subjects", lambda subject: placed(_subject, subject))


def _subject(subject: Props) -> Problems:
    kind = subject.text("kind")
    if kind not in {"User", "Group"} or subject.text("name").startswith("system:"):
        return
    if kind == "User":
        yield "must bind a group instead of a user"
    elif not _OBJECT_ID.fullmatch(subject.text("name")):
        yield "must name the group by its object id"


_GROUP = "00000000-0000-4000-8000-000000000001"

GUARDRAIL = Guardrail(
    title="People are bound as Entra groups by their object id",
    applies_to=ROLE_BINDING,
    severity=Severity.MEDIUM,
    why="A user bound by name keeps the right after leaving the team, and a group's display name is not what the "
    "token carries.",
    fix='Bind {"kind": "Group", "name": <object id of the Entra group>}; service accounts pass.',
    link="https://learn.microsoft.com/azure/aks/azure-ad-rbac",
    absent="Then nobody is bound, so absent passes.",
    requirements=("000-8", "004-5"),
    controls=(cis_aks("5.5.1"), trivy("KSV-0055")),
    check=check,
    passing={
        "a group by its id": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": _GROUP}],
        },
        "a service account": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "ServiceAccount", "name": "api", "namespace": "shop"}],
        },
        "a group of the system": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": "system:serviceaccounts:shop"}],
        },
    },
    failing={
        "a user": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "User", "name": "jane@example.com"}],
        },
        "a group by its display name": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "Group", "name": "shop-developers"}],
        },
        "a user by the object id": {
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "view"},
            "subjects": [{"kind": "User", "name": _GROUP}],
        },
    },
)
