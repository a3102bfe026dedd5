"""Microsoft.Network/networkSecurityGroups."""

from simulator.azure.arm import Inline, Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.references import is_not_referenced_by
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/virtualnetwork/network-security-groups/create-or-update."""
    return {"provisioningState": "Succeeded", "resourceGuid": guid("resource", request.id)}


RESOURCE = Resource(
    kind="azure-native:network:NetworkSecurityGroup",
    path=f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/{{networkSecurityGroupName}}",
    keeps=(
        is_not_referenced_by(
            "azure-native:network:Subnet", "networkSecurityGroup.id", "InUseNetworkSecurityGroupCannotBeDeleted"
        ),
    ),
    fills=fills,
    inline=(Inline(property="securityRules", kind="azure-native:network:SecurityRule", complete=True),),
)
