"""A network policy should select something."""

from functools import partial

from guardrails.frameworks import kube_linter
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NETWORK_POLICY, WORKLOAD
from guardrails.props import Problems, select
from guardrails.selectors import a_deployment, an_object, means_all_pods, same_namespace, selects_pod, workloads_meant
from guardrails.stack import Resource, Stack
from guardrails.values import UNKNOWN


def check(policy: Resource, stack: Stack) -> Problems:
    """A namespace whose workloads are another stack's has nothing to select yet; all pods may be none."""
    if means_all_pods(policy) or not select(stack.all(WORKLOAD), partial(same_namespace, policy)):
        return
    if not workloads_meant(policy, stack, lambda pod: selects_pod(policy, "spec.podSelector", pod)):
        yield "must select a workload of its namespace with spec.podSelector"


GUARDRAIL = StackGuardrail(
    title="Network policies select workloads that exist",
    applies_to=NETWORK_POLICY,
    severity=Severity.LOW,
    why="A typing error in a label leaves the workload open, and nobody sees it.",
    fix="Mend pod_selector, or remove the policy.",
    link="https://kubernetes.io/docs/concepts/services-networking/network-policies/",
    absent="An empty selector means all pods, so absent passes.",
    requirements=(),
    controls=(kube_linter("dangling-networkpolicy"),),
    check=check,
    passing={
        "a workload": {
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "web", spec={"podSelector": {"matchLabels": {"app": "web"}}}),
        },
        "the workloads are another stack's": {
            "policy": an_object(NETWORK_POLICY.token, "web", spec={"podSelector": {"matchLabels": {"app": "web"}}})
        },
        "all pods": {"policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}})},
        "all pods, and where a workload stands is not known": {
            "web": an_object(WORKLOAD.token, "web", metadata={"name": "web", "namespace": UNKNOWN}),
            "policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}}),
        },
    },
    failing={
        "nothing": {
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "web", spec={"podSelector": {"matchLabels": {"app": "wbe"}}}),
        },
    },
)
