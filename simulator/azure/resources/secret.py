"""Microsoft.KeyVault/vaults/secrets."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.keys import deployer_reaches_the_vault
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/create-or-update."""
    vault = f"https://{request.text('vaultName').lower()}.vault.azure.net"
    uri = f"{vault}/secrets/{request.text('secretName')}"
    version = guid("version", request.id).replace("-", "")
    return {
        "properties": {
            "attributes": {"enabled": True},
            "secretUri": uri,
            "secretUriWithVersion": f"{uri}/{version}",
        }
    }


RESOURCE = Resource(
    kind="azure-native:keyvault:Secret",
    path=f"{GROUP}/providers/Microsoft.KeyVault/vaults/{{vaultName}}/secrets/{{secretName}}",
    keeps=(deployer_reaches_the_vault,),
    fills=fills,
    write_only=("properties.value",),
    soft_deletes=True,
)
