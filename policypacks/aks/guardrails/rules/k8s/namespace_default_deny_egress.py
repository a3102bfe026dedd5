"""A namespace must start closed to outgoing traffic."""

from guardrails.frameworks import checkov, cis_aks, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NAMESPACE, NETWORK_POLICY
from guardrails.props import Problems, Props, all_of, select
from guardrails.selectors import a_namespace, an_object, means_all_pods, stands_in
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """A rule for DNS may stand in it: without names nothing works."""
    policies = select(
        stack.all(NETWORK_POLICY), lambda policy: all_of(lambda: stands_in(policy, namespace), lambda: _refuses(policy))
    )
    if not policies:
        yield "must have a NetworkPolicy that selects all pods and refuses all egress"


def _refuses(policy: Resource) -> bool:
    return all_of(
        lambda: means_all_pods(policy),
        lambda: "Egress" in policy.texts("spec.policyTypes"),
        lambda: all(_is_dns(rule) for rule in policy.objects("spec.egress")),
    )


def _is_dns(rule: Props) -> bool:
    ports = rule.objects("ports")
    return bool(ports) and all(
        port.get("port") in (53, "dns", "dns-tcp") and port.get("endPort") in (None, 53) for port in ports
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
        "closed": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token, "deny", spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
            ),
        },
        "but for DNS": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={
                    "podSelector": {},
                    "policyTypes": ["Egress"],
                    "egress": [{"ports": [{"port": 53, "protocol": "UDP"}, {"port": 53, "endPort": 53}]}],
                },
            ),
        },
        "but for DNS, by the names of its ports": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={
                    "podSelector": {},
                    "policyTypes": ["Egress"],
                    "egress": [{"ports": [{"port": "dns"}, {"port": "dns-tcp"}]}],
                },
            ),
        },
    },
    failing={
        "no policy": {"shop": a_namespace()},
        "for some pods": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Egress"]},
            ),
        },
        "in another namespace": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token, "deny", "other", spec={"podSelector": {}, "policyTypes": ["Egress"]}
            ),
        },
        "with an exception": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={"podSelector": {}, "policyTypes": ["Egress"], "egress": [{"ports": [{"port": 443}]}]},
            ),
        },
        "with an exception for the port of DNS and all above": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={
                    "podSelector": {},
                    "policyTypes": ["Egress"],
                    "egress": [{"ports": [{"port": 53, "endPort": 65535}]}],
                },
            ),
        },
        "with an exception for everything": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token, "deny", spec={"podSelector": {}, "policyTypes": ["Egress"], "egress": [{}]}
            ),
        },
        "with an exception beside that for DNS": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={
                    "podSelector": {},
                    "policyTypes": ["Egress"],
                    "egress": [{"ports": [{"port": 53}, {"port": 443}]}],
                },
            ),
        },
    },
)
