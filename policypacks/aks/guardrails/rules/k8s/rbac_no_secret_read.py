"""Few may read secrets."""

from guardrails.access import READ, a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not read secrets at large",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="Whoever lists secrets has the tokens and passwords of everything in the namespace, or in the cluster.",
    fix="Remove secrets from the rule, or name the objects in resource_names.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-17",),
    controls=(
        cis_aks("4.1.2"),
        checkov("CKV2_K8S_5"),
        kyverno("restrict-secret-role-verbs"),
        trivy("KSV-0041"),
        trivy("KSV-0113"),
        kube_linter("access-to-secrets"),
    ),
    check=must_not_grant(READ, ["secrets"], unless_named=True),
    passing={
        "another resource": a_role(verbs=["get", "list"], resources=["pods"]),
        "one secret by its name": a_role(verbs=["get"], resources=["secrets"], resourceNames=["tls"]),
    },
    failing={
        "all secrets": a_role(verbs=["get"], resources=["secrets"]),
        "their list holds their values": a_role(verbs=["list"], resources=["secrets"]),
        "every resource": a_role(verbs=["watch"], resources=["*"]),
    },
)
