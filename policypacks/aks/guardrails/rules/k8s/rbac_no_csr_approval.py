"""Few may approve certificates."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

GUARDRAIL = Guardrail(
    title="Cluster roles do not approve certificate signing requests",
    applies_to=CLUSTER_ROLE,
    severity=Severity.HIGH,
    why="Whoever approves makes certificates for any user or node.",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(cis_aks("4.1.10"), checkov("CKV_K8S_156"), kyverno("restrict-clusterrole-csr")),
    check=must_not_grant(("update", "patch"), ("certificatesigningrequests/approval",), "certificates.k8s.io"),
    passing={
        "reading": a_role(
            verbs=["get"], resources=["certificatesigningrequests/approval"], groups=["certificates.k8s.io"]
        ),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(
            verbs=["update"], resources=["certificatesigningrequests/approval"], groups=["certificates.k8s.io"]
        ),
        "every resource": a_role(verbs=["update"], resources=["*"], groups=["certificates.k8s.io"]),
        "by a patch": a_role(
            verbs=["patch"], resources=["certificatesigningrequests/approval"], groups=["certificates.k8s.io"]
        ),
    },
)
