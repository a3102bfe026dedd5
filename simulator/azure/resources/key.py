"""Microsoft.KeyVault/vaults/keys."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.customer_keys import key_is_not_in_use
from simulator.azure.rules.keys import deployer_may_make_keys, deployer_reaches_the_vault
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """The properties of a key are inputs under `properties` and outputs beside its name.

    Source: https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/create-if-not-exist.
    """
    given = request.inputs["properties"]
    uri = f"https://{request.inputs['vaultName'].lower()}.vault.azure.net/keys/{request.inputs['keyName']}"
    return {
        **given,
        "attributes": {"enabled": True, "exportable": False, **(given.get("attributes") or {})},
        "keySize": given.get("keySize") or (2048 if given.get("kty", "RSA").startswith("RSA") else None),
        "keyUri": uri,
        "keyUriWithVersion": f"{uri}/{guid('version', request.id).replace('-', '')}",
        "location": (request.world.get(request.id.rsplit("/", 2)[0]) or {}).get("location"),
    }


RESOURCE = Resource(
    kind="azure-native:keyvault:Key",
    path=f"{GROUP}/providers/Microsoft.KeyVault/vaults/{{vaultName}}/keys/{{keyName}}",
    refuses=(deployer_may_make_keys,),
    keeps=(deployer_reaches_the_vault, key_is_not_in_use),
    fills=fills,
    replaces=frozenset({"properties.kty", "properties.keySize", "properties.curveName"}),
    soft_deletes=True,
)
