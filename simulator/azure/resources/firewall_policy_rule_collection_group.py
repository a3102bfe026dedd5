"""Microsoft.Network/firewallPolicies/ruleCollectionGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/firewall/firewall-policy-rule-collection-groups/create-or-update."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:FirewallPolicyRuleCollectionGroup",
    path=f"{GROUP}/providers/Microsoft.Network/firewallPolicies/{{firewallPolicyName}}/ruleCollectionGroups/{{ruleCollectionGroupName}}",
    fills=fills,
)
