"""Microsoft.KeyVault/managedHSMs."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/keyvault/managedhsm/managed-hsms/create-or-update."""
    return {
        "properties": {"enableSoftDelete": True, "provisioningState": "Succeeded", "publicNetworkAccess": "Enabled"}
    }


RESOURCE = Resource(
    kind="azure-native:keyvault:ManagedHsm",
    path=f"{GROUP}/providers/Microsoft.KeyVault/managedHSMs/{{name}}",
    fills=fills,
    replaces=frozenset({"properties.tenantId"}),
    soft_deletes=True,
)
