"""A namespace must start closed to incoming traffic."""

from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, polaris, trivy
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NAMESPACE, NETWORK_POLICY
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_namespace, an_object, means_all_pods, stands_in
from guardrails.stack import Resource, Stack


def check(namespace: Resource, stack: Stack) -> Problems:
    """The policy may refuse the other way as well."""
    policies = select(
        stack.all(NETWORK_POLICY), lambda policy: all_of(lambda: stands_in(policy, namespace), lambda: _refuses(policy))
    )
    if not policies:
        yield "must have a NetworkPolicy that selects all pods and refuses all ingress"


def _refuses(policy: Resource) -> bool:
    return all_of(
        lambda: means_all_pods(policy),
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
    },
    failing={
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
