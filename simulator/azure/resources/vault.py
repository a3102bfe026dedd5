"""Microsoft.KeyVault/vaults."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, name
from simulator.azure.rules.vaults import (
    name_is_not_kept,
    name_is_not_taken,
    purge_protection_stays,
    retention_is_in_bounds,
    retention_stays,
)
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update."""
    return {
        "properties": {
            "accessPolicies": [],
            "enableRbacAuthorization": False,
            "enableSoftDelete": True,
            "hsmPoolResourceId": None,
            "provisioningState": "Succeeded",
            "publicNetworkAccess": "Enabled",
            "softDeleteRetentionInDays": 90,
            "vaultUri": f"https://{name(request.id).lower()}.vault.azure.net/",
        },
    }


RESOURCE = Resource(
    kind="azure-native:keyvault:Vault",
    path=f"{GROUP}/providers/Microsoft.KeyVault/vaults/{{vaultName}}",
    refuses=(name_is_not_taken, name_is_not_kept, purge_protection_stays, retention_is_in_bounds, retention_stays),
    fills=fills,
    replaces=frozenset({"properties.tenantId"}),
    soft_deletes=True,
)
