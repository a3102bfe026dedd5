"""Few may change the status of services."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import checkov, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

GUARDRAIL = Guardrail(
    title="Cluster roles do not change the status of services",
    applies_to=CLUSTER_ROLE,
    severity=Severity.MEDIUM,
    why="An address written into the status draws traffic of others to the writer (CVE-2020-8554).",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(checkov("CKV2_K8S_4"), trivy("KSV-0056")),
    check=must_not_grant(("update", "patch"), ("services/status",)),
    passing={
        "reading": a_role(verbs=["get"], resources=["services/status"]),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(verbs=["patch"], resources=["services/status"]),
        "every resource": a_role(verbs=["patch"], resources=["*"]),
        "by an update": a_role(verbs=["update"], resources=["services/status"]),
    },
)
