"""Microsoft.Network/azureFirewalls."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.firewalls import subnet_is_the_firewalls
from simulator.azure.rules.subnets import first_free_address
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """A firewall takes the first free address of its subnet.

    Source: https://learn.microsoft.com/rest/api/firewall/azure-firewalls/create-or-update.
    """
    configurations = request.get("ipConfigurations")
    listed = configurations if isinstance(configurations, list) else []
    return {
        "ipConfigurations": [
            {**one, "privateIPAddress": first_free_address(request, one["subnet"]["id"])} for one in listed
        ],
        "provisioningState": "Succeeded",
    }


RESOURCE = Resource(
    kind="azure-native:network:AzureFirewall",
    path=f"{GROUP}/providers/Microsoft.Network/azureFirewalls/{{azureFirewallName}}",
    refuses=(subnet_is_the_firewalls,),
    fills=fills,
    replaces=frozenset({"sku.name"}),
)
