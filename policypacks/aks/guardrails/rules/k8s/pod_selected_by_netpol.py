"""A workload must stand behind a network policy."""

from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NETWORK_POLICY, WORKLOAD
from guardrails.pods import pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, a_namespace, an_object, own_namespace, same_namespace, selects_pod
from guardrails.stack import Resource, Stack


def check(workload: Resource, stack: Stack) -> Problems:
    """Asked for where the stack makes the namespace: elsewhere the policy may be another stack's."""
    if own_namespace(workload, stack) is None:
        return
    policies = select(
        stack.all(NETWORK_POLICY),
        lambda policy: all_of(
            lambda: same_namespace(policy, workload), lambda: selects_pod(policy, "spec.podSelector", pod_of(workload))
        ),
    )
    if not policies:
        yield "must be selected by a NetworkPolicy of its namespace"


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
    },
    failing={
        "none": {"shop": a_namespace(), "web": a_deployment()},
        "others are selected": {
            "shop": a_namespace(),
            "web": a_deployment(),
            "policy": an_object(NETWORK_POLICY.token, "api", spec={"podSelector": {"matchLabels": {"app": "api"}}}),
        },
    },
)
