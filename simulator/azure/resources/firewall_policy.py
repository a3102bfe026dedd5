"""Microsoft.Network/firewallPolicies."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/firewall/firewall-policies/create-or-update."""
    return {"provisioningState": "Succeeded", "threatIntelMode": "Alert"}


RESOURCE = Resource(
    kind="azure-native:network:FirewallPolicy",
    path=f"{GROUP}/providers/Microsoft.Network/firewallPolicies/{{firewallPolicyName}}",
    fills=fills,
)
