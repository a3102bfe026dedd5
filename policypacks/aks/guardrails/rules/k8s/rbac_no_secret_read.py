"""Few may read secrets."""

from guardrails.access import ANSWERED, a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not read secrets at large",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="Whoever lists secrets has the tokens and passwords of everything in the namespace, or in the cluster. The API "
    "server answers a patch and a deletion of all with the whole secrets as well.",
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
    check=must_not_grant(ANSWERED, ["secrets"], unless_named=True),
    passing={
        "another resource": a_role(verbs=["get", "list"], resources=["pods"]),
        "one secret by its name": a_role(verbs=["get"], resources=["secrets"], resourceNames=["tls"]),
        "writing what is known": a_role(verbs=["create", "update", "delete"], resources=["secrets"]),
    },
    failing={
        "all secrets": a_role(verbs=["get"], resources=["secrets"]),
        "their list holds their values": a_role(verbs=["list"], resources=["secrets"]),
        "the answer to a patch, which may be empty": a_role(verbs=["patch"], resources=["secrets"]),
        "the answer to deleting, which may be a dry run": a_role(verbs=["deletecollection"], resources=["secrets"]),
        "every resource": a_role(verbs=["watch"], resources=["*"]),
    },
)
