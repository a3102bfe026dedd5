"""Few may create volumes."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

GUARDRAIL = Guardrail(
    title="Cluster roles do not create persistent volumes",
    applies_to=CLUSTER_ROLE,
    severity=Severity.MEDIUM,
    why="A persistent volume may be a directory of the node.",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-6",),
    controls=(cis_aks("4.1.8"),),
    check=must_not_grant(("create",), ("persistentvolumes",)),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["persistentvolumes"]),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(verbs=["create"], resources=["persistentvolumes"]),
        "every resource": a_role(verbs=["create"], resources=["*"]),
    },
)
