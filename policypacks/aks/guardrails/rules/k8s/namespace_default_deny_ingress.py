"""A namespace must start closed to incoming traffic."""

from guardrails.default_deny import a_policy, beside, by_cilium, closed_by_cilium, is_closed, not_closed_by_cilium
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, polaris, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NAMESPACE, NETWORK_POLICY
from guardrails.props import Problems, all_of
from guardrails.selectors import a_namespace, an_object
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """The policy may refuse the other way as well."""
    if not is_closed(namespace, stack, "ingress", _refuses):
        yield "must have a NetworkPolicy that selects all pods and refuses all ingress"


def _refuses(policy: Resource) -> bool:
    return all_of(
        lambda: "Ingress" in policy.texts("spec.policyTypes") or not policy.has("spec.policyTypes"),
        lambda: not policy.objects("spec.ingress"),
    )


GUARDRAIL = StackGuardrail(
    title="Every namespace has a network policy that refuses incoming traffic by default",
    applies_to=NAMESPACE,
    severity=Severity.HIGH,
    why="Without one a pod that is taken over is reached from, and reaches, every other team.",
    fix='Add a NetworkPolicy with pod_selector={}, policy_types=["Ingress"] and no ingress rules.',
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="Kubernetes lets everything through, so a missing policy fails.",
    requirements=("001-15", "002-16", "003-1", "004-6"),
    controls=(
        cis_aks("4.4.2"),
        checkov("CKV2_K8S_6"),
        kyverno("require-netpol"),
        kyverno("add-network-policy"),
        trivy("KSV-0038"),
        kube_linter("non-isolated-pod"),
        polaris("missingNetworkPolicy"),
    ),
    check=check,
    passing={
        "closed": beside(a_policy(policyTypes=["Ingress", "Egress"])),
        "Kubernetes adds the way by itself": beside(a_policy()),
        **closed_by_cilium("ingress"),
    },
    failing={
        **not_closed_by_cilium("ingress"),
        "by Cilium, with an exception for names": beside(
            by_cilium(ingress=[{"toPorts": [{"ports": [{"port": "53"}]}]}])
        ),
        "no policy": {"shop": a_namespace()},
        "for some pods": beside(a_policy(podSelector={"matchLabels": {"app": "web"}}, policyTypes=["Ingress"])),
        "in another namespace": beside(
            an_object(NETWORK_POLICY.token, "deny", "other", spec={"podSelector": {}, "policyTypes": ["Ingress"]})
        ),
        "with an exception": beside(a_policy(policyTypes=["Ingress"], ingress=[{"ports": [{"port": 443}]}])),
        "the other way only": beside(a_policy(policyTypes=["Egress"])),
        "for some pods, by an expression": beside(
            a_policy(podSelector={"matchExpressions": [{"key": "app", "operator": "Exists"}]}, policyTypes=["Ingress"])
        ),
    },
)
