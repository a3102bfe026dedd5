"""Few may make tokens."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not create tokens of service accounts",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="Whoever makes a token of an account has all its rights.",
    fix="Remove the resource or the verb from the rule, or exempt the operator that needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(cis_aks("4.1.12"),),
    check=must_not_grant(("create",), ("serviceaccounts/token",)),
    passing={
        "reading": a_role(verbs=["get"], resources=["serviceaccounts/token"]),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(verbs=["create"], resources=["serviceaccounts/token"]),
        "every resource": a_role(verbs=["create"], resources=["*"]),
    },
)
