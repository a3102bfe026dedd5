"""Microsoft.Network/privateLinkServices."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid, name
from simulator.azure.rules.private_endpoints import service_is_in_an_open_subnet
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/private-link-services/create-or-update."""
    unique = guid("alias", request.id)
    return {
        "alias": f"{name(request.id)}.{unique}.{request.location}.azure.privatelinkservice",
        "enableProxyProtocol": False,
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:network:PrivateLinkService",
    path=f"{GROUP}/providers/Microsoft.Network/privateLinkServices/{{serviceName}}",
    refuses=(service_is_in_an_open_subnet,),
    fills=fills,
)
