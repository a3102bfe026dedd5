"""Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:network:AdminRule",
    path=f"{GROUP}/providers/Microsoft.Network/networkManagers/{{networkManagerName}}"
    "/securityAdminConfigurations/{configurationName}/ruleCollections/{ruleCollectionName}/rules/{ruleName}",
)
