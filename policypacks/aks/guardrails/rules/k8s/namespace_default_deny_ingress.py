"""A namespace must start closed to incoming traffic."""

from guardrails.cilium import closes
from guardrails.examples import ExampleResource
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, polaris, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import CILIUM_POLICY, CLUSTERWIDE_CILIUM_POLICY, NAMESPACE, NETWORK_POLICY
from guardrails.props import Problems, all_of, any_of, select
from guardrails.selectors import a_namespace, an_object, means_all_pods, stands_in
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """The policy may refuse the other way as well."""
    if not any_of(
        lambda: bool(select(stack.all(NETWORK_POLICY), lambda policy: _closes(policy, namespace))),
        lambda: bool(select(stack.all(CILIUM_POLICY), lambda policy: closes(policy, namespace, "ingress"))),
    ):
        yield "must have a NetworkPolicy that selects all pods and refuses all ingress"


def _closes(policy: Resource, namespace: Resource) -> bool:
    return all_of(lambda: stands_in(policy, namespace), lambda: _refuses(policy))


def _refuses(policy: Resource) -> bool:
    return all_of(
        lambda: means_all_pods(policy),
        lambda: "Ingress" in policy.texts("spec.policyTypes") or not policy.has("spec.policyTypes"),
        lambda: not policy.objects("spec.ingress"),
    )


def _cilium(**rule: object) -> ExampleResource:
    return an_object(CILIUM_POLICY.token, "deny", spec={"endpointSelector": {}, **rule})


def _clusterwide(**expression: object) -> ExampleResource:
    selector = {"matchExpressions": [expression]}
    return an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"endpointSelector": selector, "ingress": [{}]})


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
        "closed": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token, "deny", spec={"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
            ),
        },
        "Kubernetes adds the way by itself": {
            "shop": a_namespace(),
            "policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}}),
        },
        "by Cilium": {"shop": a_namespace(), "policy": _cilium(ingress=[{}])},
        "by Cilium, in one of several rules": {
            "shop": a_namespace(),
            "policy": an_object(
                CILIUM_POLICY.token,
                "deny",
                specs=[
                    {"endpointSelector": {}, "egress": [{}]},
                    {"endpointSelector": {}, "ingressDeny": [{}]},
                ],
            ),
        },
        "by Cilium, which denies what nobody asks for": {
            "shop": a_namespace(),
            "policy": _cilium(ingressDeny=[{}]),
        },
        "by Cilium, told to": {
            "shop": a_namespace(),
            "policy": _cilium(enableDefaultDeny={"ingress": True}),
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
    },
    failing={
        "by Cilium, for some pods": {
            "shop": a_namespace(),
            "policy": _cilium(endpointSelector={"matchLabels": {"app": "web"}}, ingress=[{}]),
        },
        "by Cilium, in another namespace": {
            "shop": a_namespace(),
            "policy": an_object(CILIUM_POLICY.token, "deny", "other", spec={"endpointSelector": {}, "ingress": [{}]}),
        },
        "by Cilium, the other way only": {"shop": a_namespace(), "policy": _cilium(egress=[{}])},
        "by Cilium, which is told to leave open what no rule names": {
            "shop": a_namespace(),
            "policy": _cilium(ingress=[{}], enableDefaultDeny={"ingress": False}),
        },
        "by Cilium, on nodes": {
            "shop": a_namespace(),
            "policy": an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"nodeSelector": {}, "ingress": [{}]}),
        },
        "by Cilium, in other namespaces": {
            "shop": a_namespace(),
            "policy": _clusterwide(key="k8s:io.kubernetes.pod.namespace", operator="In", values=["kube-system"]),
        },
        "by Cilium, everywhere for pods of a label": {
            "shop": a_namespace(),
            "policy": _clusterwide(key="app", operator="DoesNotExist"),
        },
        "by Cilium, with an exception for names": {
            "shop": a_namespace(),
            "policy": _cilium(ingress=[{"toPorts": [{"ports": [{"port": "53"}]}]}]),
        },
        "no policy": {"shop": a_namespace()},
        "for some pods": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={"podSelector": {"matchLabels": {"app": "web"}}, "policyTypes": ["Ingress"]},
            ),
        },
        "in another namespace": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token, "deny", "other", spec={"podSelector": {}, "policyTypes": ["Ingress"]}
            ),
        },
        "with an exception": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"ports": [{"port": 443}]}]},
            ),
        },
        "the other way only": {
            "shop": a_namespace(),
            "policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}, "policyTypes": ["Egress"]}),
        },
        "for some pods, by an expression": {
            "shop": a_namespace(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "deny",
                spec={
                    "podSelector": {"matchExpressions": [{"key": "app", "operator": "Exists"}]},
                    "policyTypes": ["Ingress"],
                },
            ),
        },
    },
)
