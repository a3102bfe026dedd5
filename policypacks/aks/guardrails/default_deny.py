"""A namespace that starts closed one way, egress or ingress, and what closes it. Shared by the guardrails on both."""

from collections.abc import Callable

from guardrails.cilium import NAME_OF_NAMESPACE, closes
from guardrails.examples import ExampleResource, ExampleStack
from guardrails.kinds import CILIUM_POLICY, CLUSTERWIDE_CILIUM_POLICY, NAMESPACE, NETWORK_POLICY
from guardrails.props import all_of, any_of, select
from guardrails.selectors import a_namespace, an_object, means_all_pods, stands_in
from guardrails.stack import Resource, Stack


def is_closed(namespace: Resource, stack: Stack, way: str, refuses: Callable[[Resource], bool]) -> bool:
    """Tell whether a policy of Cilium, or one for all pods that `refuses`, closes the namespace; raises as `any_of`."""
    return any_of(
        lambda: bool(select(stack.all(NETWORK_POLICY), lambda policy: _closes(policy, namespace, refuses))),
        lambda: bool(select(stack.all(CILIUM_POLICY), lambda policy: closes(policy, namespace, way))),
    )


def _closes(policy: Resource, namespace: Resource, refuses: Callable[[Resource], bool]) -> bool:
    return all_of(
        lambda: stands_in(policy, namespace),
        lambda: means_all_pods(policy),
        lambda: refuses(policy),
    )


def beside(policy: ExampleResource) -> ExampleStack:
    """Return an example of a namespace and a policy."""
    return {"shop": a_namespace(), "policy": policy}


def a_policy(**spec: object) -> ExampleResource:
    """Return an example of a NetworkPolicy, for all pods unless told otherwise."""
    return an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}, **spec})


def by_cilium(**rule: object) -> ExampleResource:
    """Return an example of a policy of Cilium, for all pods of the namespace unless told otherwise."""
    return an_object(CILIUM_POLICY.token, "deny", spec={"endpointSelector": {}, **rule})


def closed_by_cilium(way: str) -> dict[str, ExampleStack]:
    """Return examples of namespaces that Cilium closes."""
    rules: list[object] = [{"endpointSelector": {}, _other(way): [{}]}, {"endpointSelector": {}, f"{way}Deny": [{}]}]
    team = an_object(NAMESPACE.token, "shop", metadata={"name": "shop", "labels": {"team": "shop"}})
    of_team = {"key": "k8s:io.cilium.k8s.namespace.labels.team", "operator": "In", "values": ["shop", "api"]}
    return {
        "by Cilium": beside(by_cilium(**{way: [{}]})),
        "by Cilium, in one of several rules": beside(an_object(CILIUM_POLICY.token, "deny", specs=rules)),
        "by Cilium, which denies what nobody asks for": beside(by_cilium(**{f"{way}Deny": [{}]})),
        "by Cilium, told to": beside(by_cilium(enableDefaultDeny={way: True})),
        "by Cilium, everywhere but in the system's namespace": beside(
            _everywhere(way, key=NAME_OF_NAMESPACE, operator="NotIn", values=["kube-system"])
        ),
        "by Cilium, in namespaces of a label": {"shop": team, "policy": _everywhere(way, **of_team)},
    }


def not_closed_by_cilium(way: str) -> dict[str, ExampleStack]:
    """Return examples of namespaces that Cilium leaves open."""
    elsewhere = an_object(CILIUM_POLICY.token, "deny", "other", spec={"endpointSelector": {}, way: [{}]})
    on_nodes = an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"nodeSelector": {}, way: [{}]})
    return {
        "by Cilium, for some pods": beside(by_cilium(endpointSelector={"matchLabels": {"app": "web"}}, **{way: [{}]})),
        "by Cilium, in another namespace": beside(elsewhere),
        "by Cilium, the other way only": beside(by_cilium(**{_other(way): [{}]})),
        "by Cilium, which is told to leave open what no rule names": beside(
            by_cilium(enableDefaultDeny={way: False}, **{way: [{}]})
        ),
        "by Cilium, on nodes": beside(on_nodes),
        "by Cilium, in other namespaces": beside(
            _everywhere(way, key=f"k8s:{NAME_OF_NAMESPACE}", operator="In", values=["kube-system"])
        ),
        "by Cilium, everywhere for pods of a label": beside(_everywhere(way, key="app", operator="DoesNotExist")),
    }


def _everywhere(way: str, **expression: object) -> ExampleResource:
    selector = {"matchExpressions": [expression]}
    return an_object(CLUSTERWIDE_CILIUM_POLICY, "deny", "", spec={"endpointSelector": selector, way: [{}]})


def _other(way: str) -> str:
    return "egress" if way == "ingress" else "ingress"
