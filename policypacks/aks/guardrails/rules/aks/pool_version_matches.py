"""Nodes must run the version of their control plane."""

from collections.abc import Mapping
from typing import Any

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import is_pool_of
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER


def check(pool: Resource, stack: Stack) -> Problems:
    """Versions that name no patch agree with every patch of theirs."""
    own = pool.text("orchestratorVersion")

    def differs(cluster: Resource) -> Problems:
        theirs = cluster.text("kubernetesVersion")
        length = min(len(own.split(".")), len(theirs.split(".")))
        if theirs and own.split(".")[:length] != theirs.split(".")[:length]:
            yield f"must set orchestratorVersion to {theirs}, the version of {cluster.name}, or leave it unset"

    if own:
        yield from each_of(stack.all(MANAGED_CLUSTER), lambda cluster: is_pool_of(pool, cluster), differs)


def cluster(version: str | None, *pools: Mapping[str, Any]) -> ExampleResource:
    """Return an example's cluster of the version with the pools."""
    properties = {"kubernetesVersion": version, "agentPoolProfiles": list(pools)}
    return ExampleResource(MANAGED_CLUSTER.token, {key: value for key, value in properties.items() if value})


def pool(version: str) -> ExampleResource:
    """Return an example's pool of its own."""
    return ExampleResource(
        AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "orchestratorVersion": version}
    )


GUARDRAIL = StackGuardrail(
    title="Pools run the Kubernetes version of their cluster",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="Nodes that stay behind miss fixes, and once they are too far behind the cluster cannot be upgraded.",
    fix="Leave orchestrator_version unset on the pool, or set it to the cluster's kubernetes_version.",
    link="https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
    absent="A pool without a version takes the cluster's, so absent passes; so does a cluster whose version "
    "Azure chooses.",
    requirements=("004-9",),
    controls=(mcsb("PV-6"), psrule("Azure.AKS.PoolVersion")),
    check=check,
    passing={
        "the same version": {"cluster": cluster("1.36.2", {"name": "system", "orchestratorVersion": "1.36.2"})},
        "the same minor version": {"cluster": cluster("1.36", {"name": "system", "orchestratorVersion": "1.36.2"})},
        "the pool takes the cluster's": {"cluster": cluster("1.36.2", {"name": "system"})},
        "Azure chooses": {"cluster": cluster(None, {"name": "system", "orchestratorVersion": "1.36"})},
        "a pool of its own": {"cluster": cluster("1.36"), "pool": pool("1.36")},
        "a pool of a cluster outside the stack": {
            "pool": ExampleResource(AGENT_POOL.token, {"resourceName": "elsewhere", "orchestratorVersion": "1.33"})
        },
    },
    failing={
        "an older minor version": {"cluster": cluster("1.36", {"name": "system", "orchestratorVersion": "1.35"})},
        "an older patch": {"cluster": cluster("1.36.2", {"name": "system", "orchestratorVersion": "1.36.1"})},
        "a newer version": {"cluster": cluster("1.35"), "pool": pool("1.36")},
    },
)
