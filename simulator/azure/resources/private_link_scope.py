"""Microsoft.Insights/privateLinkScopes."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/private-link-scopes/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:monitor:PrivateLinkScope",
    path=f"{GROUP}/providers/Microsoft.Insights/privateLinkScopes/{{scopeName}}",
    fills=fills,
)
