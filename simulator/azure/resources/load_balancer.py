"""Microsoft.Network/loadBalancers."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/load-balancer/load-balancers/create-or-update."""
    return {"provisioningState": "Succeeded", "sku": {"name": "Basic", "tier": "Regional"}}


RESOURCE = Resource(
    kind="azure-native:network:LoadBalancer",
    path=f"{GROUP}/providers/Microsoft.Network/loadBalancers/{{loadBalancerName}}",
    fills=fills,
    replaces=frozenset({"sku"}),
)
