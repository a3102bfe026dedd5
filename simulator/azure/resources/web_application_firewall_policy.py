"""Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/application-gateway/web-application-firewall-policies/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:WebApplicationFirewallPolicy",
    path=f"{GROUP}/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/{{policyName}}",
    fills=fills,
)
