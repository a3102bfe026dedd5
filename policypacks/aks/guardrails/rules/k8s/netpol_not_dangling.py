"""A network policy should select something."""

from guardrails.frameworks import kube_linter
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NETWORK_POLICY
from guardrails.props import Problems
from guardrails.selectors import a_deployment, an_object, means_all_pods, selects_pod, workloads_meant
from guardrails.stack import Resource, Stack


def check(policy: Resource, stack: Stack) -> Problems:
    """One for all pods is right before there are any."""
    if not means_all_pods(policy) and not workloads_meant(
        policy, stack, lambda pod: selects_pod(policy, "spec.podSelector", pod)
    ):
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
        "all pods": {"policy": an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}})},
    },
    failing={
        "nothing": {
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "web", spec={"podSelector": {"matchLabels": {"app": "wbe"}}}),
        },
    },
)
