"""Nobody may grant himself more."""

from guardrails.access import a_role, must_not_use_verbs
from guardrails.frameworks import checkov, cis_aks, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not grant escalate, bind or impersonate",
    applies_to=ROLE,
    severity=Severity.CRITICAL,
    why="With one of these verbs a person takes every right there is.",
    fix="Remove escalate, bind and impersonate from verbs.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(
        cis_aks("4.1.7"),
        checkov("CKV_K8S_157"),
        checkov("CKV_K8S_158"),
        checkov("CKV2_K8S_3"),
        checkov("CKV2_K8S_1"),
        kyverno("restrict-escalation-verbs-roles"),
        trivy("KSV-0043"),
        trivy("KSV-0050"),
    ),
    check=must_not_use_verbs("escalate", "bind", "impersonate"),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["pods"]),
    },
    failing={
        "other roles": a_role(verbs=["bind"], resources=["clusterroles"], groups=["rbac.authorization.k8s.io"]),
        "other people": a_role(verbs=["impersonate"], resources=["users"]),
        "one of several": a_role(verbs=["get", "escalate"], resources=["roles"], groups=["rbac.authorization.k8s.io"]),
    },
)
