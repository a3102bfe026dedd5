"""A service account token must expire."""

from guardrails.checks import must_not_be
from guardrails.frameworks import cis_aks, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SECRET

GUARDRAIL = Guardrail(
    title="No Secret holds a token of a service account",
    applies_to=SECRET,
    severity=Severity.MEDIUM,
    why="Such a token never expires, and works from everywhere.",
    fix="Use the token that Kubernetes projects into the pod, or kubectl create token; for Azure use workload "
    "identity.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    absent="The type is then Opaque, so absent passes.",
    requirements=("002-17",),
    controls=(cis_aks("4.1.12"), kyverno("deny-secret-service-account-token-type")),
    check=must_not_be("type", "kubernetes.io/service-account-token"),
    passing={
        "another type": {"type": "kubernetes.io/tls"},
        "no type": {"immutable": True},
    },
    failing={
        "a token": {
            "type": "kubernetes.io/service-account-token",
            "metadata": {"annotations": {"kubernetes.io/service-account.name": "api"}},
        },
    },
)
