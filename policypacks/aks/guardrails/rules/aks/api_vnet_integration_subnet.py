"""An API server inside the network must have a subnet of its own."""

from typing import Any

from guardrails.checks import must_be_present
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import has_pool
from guardrails.networks import subnet_problems
from guardrails.props import Problems, decided
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, SUBNET
from guardrails.values import UNKNOWN

_ACCESS = "apiServerAccessProfile"
_SERVICE = "Microsoft.ContainerService/managedClusters"


def check(cluster: Resource, stack: Stack) -> Problems:
    """In a network that AKS makes it also makes this subnet."""
    if cluster.get(f"{_ACCESS}.enableVnetIntegration") is not True:
        return
    yield from decided(_missing, cluster, stack)
    yield from subnet_problems(cluster, f"{_ACCESS}.subnetId", stack, _undelegated)


def _missing(cluster: Resource, stack: Stack) -> Problems:
    missing = list(must_be_present(f"{_ACCESS}.subnetId")(cluster))
    if missing and has_pool(cluster, stack, lambda pool: pool.has("vnetSubnetID")):
        yield from missing


def _undelegated(subnet: Resource) -> Problems:
    if not any(one.text("serviceName").lower() == _SERVICE.lower() for one in subnet.objects("delegations")):
        yield f"must have a subnet for its API server that is delegated to {_SERVICE}"


def cluster(**access: Any) -> ExampleResource:
    """Return an example's cluster with nodes in the subnet `nodes`."""
    return ExampleResource(
        MANAGED_CLUSTER.token,
        {
            _ACCESS: {"enableVnetIntegration": True, **access},
            "agentPoolProfiles": [{"name": "system", "vnetSubnetID": Output("nodes")}],
        },
    )


def delegated(*services: str) -> ExampleResource:
    """Return an example's subnet that is delegated to the services."""
    delegations = [{"name": "example", "serviceName": service} for service in services]
    return ExampleResource(SUBNET.token, {"subnetName": "api", "delegations": delegations})


_DELEGATED = delegated(_SERVICE)
_NODES = ExampleResource(SUBNET.token, {"subnetName": "nodes"})
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/network"
    "/providers/Microsoft.Network/virtualNetworks/hub/subnets/api"
)

GUARDRAIL = StackGuardrail(
    title="API server VNet integration has a delegated subnet",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Azure refuses the cluster without it, minutes into the update, where the nodes stand in a network of yours.",
    fix="Set subnet_id in api_server_access_profile to a Subnet with a delegation to "
    "Microsoft.ContainerService/managedClusters.",
    link="https://learn.microsoft.com/azure/aks/api-server-vnet-integration",
    absent="Azure leaves the integration off, so absent passes; an absent subnet fails where a pool names one.",
    requirements=(),
    controls=(mcsb("NS-1"),),
    check=check,
    passing={
        "a delegated subnet": {"cluster": cluster(subnetId=Output("api")), "nodes": _NODES, "api": _DELEGATED},
        "a subnet outside the stack": {"cluster": cluster(subnetId=_ELSEWHERE), "nodes": _NODES},
        "a network that AKS makes": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {"apiServerAccessProfile": {"enableVnetIntegration": True}, "agentPoolProfiles": [{"name": "system"}]},
            )
        },
        "no integration": {"cluster": cluster(enableVnetIntegration=False), "nodes": _NODES},
        "a delegated subnet, whatever the pools are": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {_ACCESS: {"enableVnetIntegration": True, "subnetId": Output("api")}, "agentPoolProfiles": UNKNOWN},
            ),
            "api": _DELEGATED,
        },
    },
    failing={
        "no subnet": {"cluster": cluster(), "nodes": _NODES},
        "a subnet without delegation": {
            "cluster": cluster(subnetId=Output("api")),
            "nodes": _NODES,
            "api": delegated(),
        },
        "a subnet delegated to others": {
            "cluster": cluster(subnetId=Output("api")),
            "nodes": _NODES,
            "api": delegated("Microsoft.Sql/managedInstances"),
        },
        "no subnet, and one of the pools stands in a network of one's own": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {
                    _ACCESS: {"enableVnetIntegration": True},
                    "agentPoolProfiles": [{"name": "system", "vnetSubnetID": Output("nodes")}, {"name": "user"}],
                },
            ),
            "nodes": _NODES,
        },
    },
)
