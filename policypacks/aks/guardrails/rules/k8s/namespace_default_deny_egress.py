"""A namespace must start closed to outgoing traffic."""

from guardrails.default_deny import a_policy, beside, by_cilium, closed_by_cilium, is_closed, not_closed_by_cilium
from guardrails.frameworks import checkov, cis_aks, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NAMESPACE, NETWORK_POLICY
from guardrails.network_policies import are_for_names
from guardrails.props import Problems, all_of
from guardrails.selectors import a_namespace, an_object
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """A rule for DNS may stand in it: without names nothing works."""
    if not is_closed(namespace, stack, "egress", _refuses):
        yield "must have a NetworkPolicy that selects all pods and refuses all egress"


def _refuses(policy: Resource) -> bool:
    return all_of(
        lambda: "Egress" in policy.texts("spec.policyTypes"),
        lambda: all(are_for_names(rule.objects("ports")) for rule in policy.objects("spec.egress")),
    )


GUARDRAIL = StackGuardrail(
    title="Every namespace has a network policy that refuses outgoing traffic by default",
    applies_to=NAMESPACE,
    severity=Severity.MEDIUM,
    why="Without one a pod that is taken over sends data anywhere and calls home.",
    fix='Add a NetworkPolicy with pod_selector={}, policy_types=["Egress"] and no egress rules but one for DNS '
    "(port 53).",
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="Kubernetes lets everything through, so a missing policy fails.",
    requirements=("002-16", "004-6"),
    controls=(
        cis_aks("4.4.2"),
        checkov("CKV2_K8S_6"),
        kyverno("add-networkpolicy-dns"),
        polaris("missingNetworkPolicy"),
    ),
    check=check,
    passing={
        "closed": beside(a_policy(policyTypes=["Ingress", "Egress"])),
        "but for DNS": beside(
            a_policy(
                policyTypes=["Egress"],
                egress=[{"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "endPort": 53}]}],
            )
        ),
        "but for DNS, by the names of its ports": beside(
            a_policy(policyTypes=["Egress"], egress=[{"ports": [{"port": "dns"}, {"port": "dns-tcp"}]}])
        ),
        **closed_by_cilium("egress"),
        "by Cilium, but for DNS": beside(
            by_cilium(
                egress=[
                    {
                        "toEndpoints": [{"matchLabels": {"k8s-app": "kube-dns"}}],
                        "toPorts": [{"ports": [{"port": "53"}, {"port": "dns"}]}, {"ports": [{"port": "dns-tcp"}]}],
                    }
                ]
            )
        ),
    },
    failing={
        **not_closed_by_cilium("egress"),
        "by Cilium, with an exception for the port of DNS and all above": beside(
            by_cilium(egress=[{"toPorts": [{"ports": [{"port": "53", "endPort": 65535}]}]}])
        ),
        "by Cilium, with an exception beside that for DNS": beside(
            by_cilium(egress=[{"toPorts": [{"ports": [{"port": "53"}, {"port": "443"}]}]}])
        ),
        "by Cilium, with an exception for a host": beside(
            by_cilium(egress=[{}, {"toFQDNs": [{"matchName": "example.com"}]}])
        ),
        "no policy": {"shop": a_namespace()},
        "for some pods": beside(a_policy(podSelector={"matchLabels": {"app": "web"}}, policyTypes=["Egress"])),
        "in another namespace": beside(
            an_object(NETWORK_POLICY.token, "deny", "other", spec={"podSelector": {}, "policyTypes": ["Egress"]})
        ),
        "with an exception": beside(a_policy(policyTypes=["Egress"], egress=[{"ports": [{"port": 443}]}])),
        "with an exception for the port of DNS and all above": beside(
            a_policy(policyTypes=["Egress"], egress=[{"ports": [{"port": 53, "endPort": 65535}]}])
        ),
        "with an exception for everything": beside(a_policy(policyTypes=["Egress"], egress=[{}])),
        "with an exception beside that for DNS": beside(
            a_policy(policyTypes=["Egress"], egress=[{"ports": [{"port": 53}, {"port": 443}]}])
        ),
    },
)
