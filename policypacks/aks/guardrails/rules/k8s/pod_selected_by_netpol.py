"""A workload must stand behind a network policy."""

from guardrails.cilium import means_pod
from guardrails.examples import ExampleResource
from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import CILIUM_POLICY, CLUSTERWIDE_CILIUM_POLICY, NAMESPACE, NETWORK_POLICY, WORKLOAD
from guardrails.pods import pod_of
from guardrails.props import Problems, all_of, any_of, select
from guardrails.selectors import a_deployment, a_namespace, an_object, own_namespace, same_namespace, selects_pod
from guardrails.stack import Resource, Stack


def check(workload: Resource, stack: Stack) -> Problems:
    """Asked for where the stack makes the namespace: elsewhere the policy may be another stack's."""
    namespace = own_namespace(workload, stack)
    if namespace is None:
        return
    if not any_of(
        lambda: bool(select(stack.all(NETWORK_POLICY), lambda policy: _selects(policy, workload))),
        lambda: bool(select(stack.all(CILIUM_POLICY), lambda policy: means_pod(policy, workload, namespace))),
    ):
        yield "must be selected by a NetworkPolicy of its namespace"


def _selects(policy: Resource, workload: Resource) -> bool:
    return all_of(
        lambda: same_namespace(policy, workload), lambda: selects_pod(policy, "spec.podSelector", pod_of(workload))
    )


def _cilium(**selector: object) -> ExampleResource:
    return an_object(CILIUM_POLICY.token, "web", spec={"endpointSelector": selector, "ingress": [{}]})


GUARDRAIL = StackGuardrail(
    title="Every workload is selected by a network policy",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="A pod that no policy selects talks to everyone.",
    fix="Add a NetworkPolicy to the namespace whose pod_selector means the workload, or all pods.",
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="Kubernetes lets everything through, so a missing policy fails where the stack makes the namespace.",
    requirements=("002-16",),
    controls=(
        cis_aks("4.4.2"),
        mcsb("PV-2"),
        checkov("CKV2_K8S_6"),
        kyverno("require-netpol"),
        kube_linter("non-isolated-pod"),
    ),
    check=check,
    passing={
        "all pods": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}}),
        },
        "by its label": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(
                NETWORK_POLICY.token,
                "web",
                spec={
                    "podSelector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["web", "api"]}]}
                },
            ),
        },
        "another stack makes the namespace": {"web": a_deployment()},
        "by Cilium, all pods": {"shop": a_namespace(), "web": a_deployment(), "policy": _cilium()},
        "by Cilium, its label": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": _cilium(
                matchLabels={"k8s:app": "web"}, matchExpressions=[{"key": "any:app", "operator": "Exists"}]
            ),
        },
        "by Cilium, wherever the pod stands": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(
                CLUSTERWIDE_CILIUM_POLICY,
                "web",
                "",
                specs=[
                    {"endpointSelector": {"matchLabels": {"app": "api"}}},
                    {"endpointSelector": {"matchLabels": {"app": "web", "io.kubernetes.pod.namespace": "shop"}}},
                ],
            ),
        },
        "by Cilium, wherever a namespace has the label": {
            "shop": an_object(NAMESPACE.token, "shop", metadata={"name": "shop", "labels": {"team": "shop"}}),
            "web": a_deployment(),
            "policy": an_object(
                CLUSTERWIDE_CILIUM_POLICY,
                "web",
                "",
                spec={"endpointSelector": {"matchLabels": {"k8s:io.cilium.k8s.namespace.labels.team": "shop"}}},
            ),
        },
    },
    failing={
        "by Cilium, others are selected": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": _cilium(matchLabels={"k8s:app": "api"}),
        },
        "by Cilium, in another namespace": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(CILIUM_POLICY.token, "web", "other", spec={"endpointSelector": {}}),
        },
        "by Cilium, nodes are selected": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(CLUSTERWIDE_CILIUM_POLICY, "web", "", spec={"nodeSelector": {}}),
        },
        "none": {"shop": a_namespace(), "web": a_deployment()},
        "others are selected": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "api", spec={"podSelector": {"matchLabels": {"app": "api"}}}),
        },
    },
)
