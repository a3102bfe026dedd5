"""Few may bind roles."""

from guardrails.access import a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import ROLE

GUARDRAIL = Guardrail(
    title="Roles do not create or change bindings",
    applies_to=ROLE,
    severity=Severity.HIGH,
    why="Whoever binds hands on his rights, to people and programs that nobody has reviewed.",
    fix="Remove the resource or the verb from the rule, or exempt the operator that needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-15",),
    controls=(cis_aks("4.1.7"), checkov("CKV_K8S_157"), trivy("KSV-0051"), trivy("KSV-0052")),
    check=must_not_grant(
        ("create", "update", "patch"), ("rolebindings", "clusterrolebindings"), "rbac.authorization.k8s.io"
    ),
    passing={
        "reading": a_role(verbs=["get", "list"], resources=["rolebindings"], groups=["rbac.authorization.k8s.io"]),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(verbs=["create"], resources=["rolebindings"], groups=["rbac.authorization.k8s.io"]),
        "every resource": a_role(verbs=["create"], resources=["*"], groups=["rbac.authorization.k8s.io"]),
        **{
            f"{verb} of {resource}": a_role(verbs=[verb], resources=[resource], groups=["rbac.authorization.k8s.io"])
            for verb in ("create", "update", "patch")
            for resource in ("rolebindings", "clusterrolebindings")
        },
    },
)
