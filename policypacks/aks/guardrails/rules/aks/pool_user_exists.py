"""Workloads should have nodes of their own."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import is_automatic
from guardrails.examples import ExampleResource, Output
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import has_pool
from guardrails.props import Problems, any_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER


def check(cluster: Resource, stack: Stack) -> Problems:
    """Who adds pools elsewhere exempts the cluster."""
    made_by_azure = any_of(
        lambda: cluster.text("nodeProvisioningProfile.mode").lower() == "auto",
        lambda: is_automatic(cluster),
    )
    if not made_by_azure and not has_pool(cluster, stack, lambda pool: pool.text("mode", "User").lower() == "user"):
        yield "must have a pool with mode User"


def cluster(*pools: Mapping[str, Any]) -> ExampleResource:
    """Return an example's cluster with a system pool and the pools."""
    system = {"name": "system", "mode": "System"}
    return ExampleResource(MANAGED_CLUSTER.token, {"agentPoolProfiles": [system, *pools]})


GUARDRAIL = StackGuardrail(
    title="The cluster has a user pool",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without one, workloads share the system's nodes and can starve DNS and the admission webhooks.",
    fix='Add an AgentPool with mode="User", or turn node auto-provisioning on.',
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    absent="A cluster begins with a system pool only, so a missing pool fails; node auto-provisioning and AKS "
    "Automatic make pools and pass.",
    requirements=(),
    check=check,
    passing={
        "a pool of its own": {
            "cluster": cluster(),
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "mode": "User"}),
        },
        "a pool without a mode is a user pool": {
            "cluster": cluster(),
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": Output("cluster", "name")}),
        },
        "a pool listed on the cluster": {"cluster": cluster({"name": "user", "mode": "User"})},
        "node auto-provisioning": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"nodeProvisioningProfile": {"mode": "Auto"}})
        },
        "AKS Automatic makes pools": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"sku": {"name": "Automatic", "tier": "Standard"}})
        },
    },
    failing={
        "only a system pool": {"cluster": cluster()},
        "another cluster's pool": {
            "cluster": cluster(),
            "other": cluster({"name": "user", "mode": "User"}),
        },
    },
)
