"""Windows nodes must not rely on Azure's network policy manager."""

from datetime import date

from guardrails.examples import ExampleResource, Output
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import clusters_of
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER


def check(pool: Resource, stack: Stack) -> Problems:
    """The engine is the cluster's, the system the pool's."""
    if pool.text("osType").lower() == "windows" and select(clusters_of(pool, stack), _has_npm):
        yield "must not run Windows in a cluster whose networkPolicy is azure"


def _has_npm(cluster: Resource) -> bool:
    return cluster.text("networkProfile.networkPolicy").lower() == "azure"


def _stack(policy: str | None, system: str) -> dict[str, ExampleResource]:
    network = {"networkPlugin": "azure"} if policy is None else {"networkPolicy": policy}
    return {
        "cluster": ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": network}),
        "pool": ExampleResource(AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "osType": system}),
    }


GUARDRAIL = StackGuardrail(
    title="Windows nodes do not rely on Azure Network Policy Manager",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS has not supported its network policy manager on Windows since 2026-09-30: policies there "
    "are no longer kept up.",
    fix='Set network_policy="calico" in network_profile of a new cluster, or protect Windows nodes by security groups.',
    link="https://learn.microsoft.com/azure/aks/use-network-policies",
    absent="Nodes run Linux and a cluster has no engine unless told otherwise, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 9, 30),
    check=check,
    passing={
        "Calico": _stack("calico", "Windows"),
        "Linux nodes": _stack("azure", "Linux"),
        "the engine is left at Azure's default": _stack(None, "Windows"),
    },
    failing={
        "Windows nodes with Azure's engine": _stack("azure", "Windows"),
        "a Windows pool listed on the cluster": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {
                    "networkProfile": {"networkPolicy": "azure"},
                    "agentPoolProfiles": [{"name": "win", "osType": "Windows"}],
                },
            )
        },
    },
)
