"""A part of Microsoft.KeyVault/vaults that the provider keeps as a resource of its own."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.access_policies import principal_has_one_policy, vault_asks_its_policies

RESOURCE = Resource(
    kind="azure-native:keyvault:AccessPolicy",
    path=f"{GROUP}/providers/Microsoft.KeyVault/vaults/{{vaultName}}/accessPolicy/{{policy.objectId}}",
    refuses=(principal_has_one_policy,),
    warns=(vault_asks_its_policies,),
)
