"""Few may change admission."""

from guardrails.access import WRITE, a_role, must_not_grant
from guardrails.frameworks import checkov, cis_aks, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import CLUSTER_ROLE

_WEBHOOKS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")
_POLICIES = (
    "mutatingadmissionpolicies",
    "mutatingadmissionpolicybindings",
    "validatingadmissionpolicies",
    "validatingadmissionpolicybindings",
)

GUARDRAIL = Guardrail(
    title="Cluster roles do not change webhooks and policies of admission",
    applies_to=CLUSTER_ROLE,
    severity=Severity.HIGH,
    why="Whoever changes them switches policies off, or reads and alters every object on its way in.",
    fix="Remove the resource or the verb from the rule; use a Role in one namespace, or exempt the operator that "
    "needs it.",
    link="https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
    absent="What no rule grants is refused, so absent passes.",
    requirements=("002-19",),
    controls=(
        cis_aks("4.1.11"),
        checkov("CKV_K8S_155"),
        kyverno("restrict-clusterrole-mutating-validating-admission-webhooks"),
        trivy("KSV-0114"),
    ),
    check=must_not_grant(WRITE, (*_WEBHOOKS, *_POLICIES), "admissionregistration.k8s.io"),
    passing={
        "reading": a_role(
            verbs=["get", "list"], resources=["mutatingwebhookconfigurations"], groups=["admissionregistration.k8s.io"]
        ),
        "no rules": {"metadata": {"name": "reader"}},
    },
    failing={
        "by its name": a_role(
            verbs=["create"], resources=["mutatingwebhookconfigurations"], groups=["admissionregistration.k8s.io"]
        ),
        "every resource": a_role(verbs=["create"], resources=["*"], groups=["admissionregistration.k8s.io"]),
        "those that only validate": a_role(
            verbs=["create"], resources=["validatingwebhookconfigurations"], groups=["admissionregistration.k8s.io"]
        ),
        **{
            f"what needs no webhook: {resource}": a_role(
                verbs=["delete"], resources=[resource], groups=["admissionregistration.k8s.io"]
            )
            for resource in _POLICIES
        },
    },
)
