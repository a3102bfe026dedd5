"""The system's own pods must outlive the loss of a node."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import is_automatic, least_nodes
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import is_pool_of
from guardrails.props import Problems, all_of, sift
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER

_ENOUGH = 3


def check(cluster: Resource, stack: Stack) -> Problems:
    """What counts is the size the pools may shrink to."""
    if is_automatic(cluster):
        return

    def is_system(pool: Resource) -> bool:
        return all_of(lambda: pool.text("mode").lower() == "system", lambda: is_pool_of(pool, cluster))

    system, unknown = sift(stack.pointing(AGENT_POOL, cluster, "resourceName"), is_system)
    if sum(least_nodes(pool) for pool in system) >= _ENOUGH:
        return
    yield from unknown  # they may be enough
    if not unknown:
        yield f"must have at least {_ENOUGH} nodes in its system pools"


def cluster(*pools: Mapping[str, Any]) -> ExampleResource:
    """Return an example's cluster with the pools."""
    return ExampleResource(MANAGED_CLUSTER.token, {"agentPoolProfiles": list(pools)})


GUARDRAIL = StackGuardrail(
    title="System pools have at least three nodes together",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="With fewer, an upgrade or a broken node takes DNS and the admission webhooks of the whole cluster down.",
    fix='Set min_count (or count, without autoscaling) to 3 or more on the pools with mode="System", together.',
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    absent="A pool that names no size has one node, so absent fails; AKS Automatic manages its system pools and "
    "passes.",
    requirements=(),
    controls=(psrule("Azure.AKS.MinNodeCount"),),
    check=check,
    passing={
        "three nodes": {"cluster": cluster({"name": "system", "mode": "System", "count": 3})},
        "it shrinks to three": {
            "cluster": cluster(
                {"name": "system", "mode": "System", "enableAutoScaling": True, "minCount": 3, "count": 5}
            )
        },
        "two pools together, one of them a resource of its own": {
            "cluster": cluster({"name": "system", "mode": "System", "count": 2}),
            "more": ExampleResource(
                AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "mode": "System", "count": 1}
            ),
        },
        "virtual machines": {
            "cluster": cluster(
                {
                    "name": "system",
                    "mode": "System",
                    "type": "VirtualMachines",
                    "virtualMachinesProfile": {"scale": {"manual": [{"count": 2}, {"count": 1}]}},
                }
            )
        },
        "AKS Automatic manages them": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"sku": {"name": "Automatic", "tier": "Standard"}})
        },
        "three nodes beside a pool that shrinks to nobody knows what": {
            "cluster": cluster(
                {"name": "system", "mode": "System", "count": 3},
                {"name": "more", "mode": "System", "enableAutoScaling": True},
            )
        },
    },
    failing={
        "two nodes": {"cluster": cluster({"name": "system", "mode": "System", "count": 2})},
        "it shrinks to one": {
            "cluster": cluster(
                {"name": "system", "mode": "System", "enableAutoScaling": True, "minCount": 1, "count": 5}
            )
        },
        "the size is left at Azure's default": {"cluster": cluster({"name": "system", "mode": "System"})},
        "only users' nodes are many": {
            "cluster": cluster(
                {"name": "system", "mode": "System", "count": 1}, {"name": "user", "mode": "User", "count": 9}
            )
        },
        "three sizes of virtual machines without a number": {
            "cluster": cluster(
                {
                    "name": "system",
                    "mode": "System",
                    "type": "VirtualMachines",
                    "virtualMachinesProfile": {"scale": {"manual": [{}, {}, {}]}},
                }
            )
        },
    },
)
