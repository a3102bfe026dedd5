"""Microsoft.Insights/privateLinkScopes/scopedResources."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/private-link-scoped-resources/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:monitor:PrivateLinkScopedResource",
    path=f"{GROUP}/providers/Microsoft.Insights/privateLinkScopes/{{scopeName}}/scopedResources/{{name}}",
    fills=fills,
    replaces=frozenset({"kind"}),
)
