"""A namespace must start closed to outgoing traffic."""

from guardrails.cilium import closes
from guardrails.examples import ExampleResource
from guardrails.frameworks import checkov, cis_aks, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import CILIUM_POLICY, CLUSTERWIDE_CILIUM_POLICY, NAMESPACE, NETWORK_POLICY
from guardrails.props import Problems, Props, all_of, any_of, select
from guardrails.selectors import a_namespace, an_object, means_all_pods, stands_in
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """A rule for DNS may stand in it: without names nothing works."""
    if not any_of(
        lambda: bool(select(stack.all(NETWORK_POLICY), lambda policy: _closes(policy, namespace))),
        lambda: bool(select(stack.all(CILIUM_POLICY), lambda policy: closes(policy, namespace, "egress"))),
    ):
        yield "must have a NetworkPolicy that selects all pods and refuses all egress"


def _closes(policy: Resource, namespace: Resource) -> bool:
    return all_of(lambda: stands_in(policy, namespace), lambda: _refuses(policy))


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


def _cilium(**rule: object) -> ExampleResource:
    return an_object(CILIUM_POLICY.token, "deny", spec={"endpointSelector": {}, **rule})


def _clusterwide(**expression: object) -> ExampleResource:
    selector = {"matchExpressions": [expression]}
    return an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"endpointSelector": selector, "egress": [{}]})


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
        "by Cilium": {"shop": a_namespace(), "policy": _cilium(egress=[{}])},
        "by Cilium, in one of several rules": {
            "shop": a_namespace(),
            "policy": an_object(
                CILIUM_POLICY.token,
                "deny",
                specs=[
                    {"endpointSelector": {}, "ingress": [{}]},
                    {"endpointSelector": {}, "egressDeny": [{}]},
                ],
            ),
        },
        "by Cilium, which denies what nobody asks for": {
            "shop": a_namespace(),
            "policy": _cilium(egressDeny=[{}]),
        },
        "by Cilium, told to": {
            "shop": a_namespace(),
            "policy": _cilium(enableDefaultDeny={"egress": True}),
        },
        "by Cilium, everywhere but in the system's namespace": {
            "shop": a_namespace(),
            "policy": _clusterwide(key="io.kubernetes.pod.namespace", operator="NotIn", values=["kube-system"]),
        },
        "by Cilium, in namespaces of a label": {
            "shop": an_object(NAMESPACE.token, "shop", metadata={"name": "shop", "labels": {"team": "shop"}}),
            "policy": _clusterwide(
                key="k8s:io.cilium.k8s.namespace.labels.team", operator="In", values=["shop", "api"]
            ),
        },
        "by Cilium, but for DNS": {
            "shop": a_namespace(),
            "policy": _cilium(
                egress=[
                    {
                        "toEndpoints": [{"matchLabels": {"k8s-app": "kube-dns"}}],
                        "toPorts": [{"ports": [{"port": "53"}, {"port": "dns"}]}, {"ports": [{"port": "dns-tcp"}]}],
                    }
                ]
            ),
        },
    },
    failing={
        "by Cilium, for some pods": {
            "shop": a_namespace(),
            "policy": _cilium(endpointSelector={"matchLabels": {"app": "web"}}, egress=[{}]),
        },
        "by Cilium, in another namespace": {
            "shop": a_namespace(),
            "policy": an_object(CILIUM_POLICY.token, "deny", "other", spec={"endpointSelector": {}, "egress": [{}]}),
        },
        "by Cilium, the other way only": {"shop": a_namespace(), "policy": _cilium(ingress=[{}])},
        "by Cilium, which is told to leave open what no rule names": {
            "shop": a_namespace(),
            "policy": _cilium(egress=[{}], enableDefaultDeny={"egress": False}),
        },
        "by Cilium, on nodes": {
            "shop": a_namespace(),
            "policy": an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"nodeSelector": {}, "egress": [{}]}),
        },
        "by Cilium, in other namespaces": {
            "shop": a_namespace(),
            "policy": _clusterwide(key="k8s:io.kubernetes.pod.namespace", operator="In", values=["kube-system"]),
        },
        "by Cilium, everywhere for pods of a label": {
            "shop": a_namespace(),
            "policy": _clusterwide(key="app", operator="DoesNotExist"),
        },
        "by Cilium, with an exception for the port of DNS and all above": {
            "shop": a_namespace(),
            "policy": _cilium(egress=[{"toPorts": [{"ports": [{"port": "53", "endPort": 65535}]}]}]),
        },
        "by Cilium, with an exception beside that for DNS": {
            "shop": a_namespace(),
            "policy": _cilium(egress=[{"toPorts": [{"ports": [{"port": "53"}, {"port": "443"}]}]}]),
        },
        "by Cilium, with an exception for a host": {
            "shop": a_namespace(),
            "policy": _cilium(egress=[{}, {"toFQDNs": [{"matchName": "example.com"}]}]),
        },
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
