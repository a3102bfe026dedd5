"""Microsoft.Network/networkSecurityGroups/securityRules."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, etag
from simulator.azure.rules.security_rules import name_is_not_a_default_rules, priority_is_free, priority_is_in_range
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/create-or-update."""
    return {"etag": etag(request.id), "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:SecurityRule",
    path=f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/{{networkSecurityGroupName}}/securityRules/{{securityRuleName}}",
    refuses=(name_is_not_a_default_rules, priority_is_in_range, priority_is_free),
    fills=fills,
)
