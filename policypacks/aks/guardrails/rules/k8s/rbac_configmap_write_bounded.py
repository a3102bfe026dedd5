"""Few may write settings everywhere."""

from guardrails.access import WRITE, a_role, must_not_grant
from guardrails.frameworks import trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

GUARDRAIL = Guardrail(
    title="Cluster roles do not write ConfigMaps",
    applies_to=CLUSTER_ROLE,
    severity=Severity.LOW,
    why="ConfigMaps of kube-system steer DNS and the add-ons of AKS.",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(trivy("KSV-0049"),),
    check=must_not_grant(WRITE, ("configmaps",), unless_named=True),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["configmaps"]),
        "no rules": {"metadata": {"name": "reader"}},
        "writing one of them": a_role(verbs=["update"], resources=["configmaps"], resourceNames=["settings"]),
    },
    failing={
        "by its name": a_role(verbs=["update"], resources=["configmaps"]),
        "every resource": a_role(verbs=["update"], resources=["*"]),
        **{
            f"{verb} by its name": a_role(verbs=[verb], resources=["configmaps"])
            for verb in ("create", "patch", "delete", "deletecollection")
        },
    },
)
