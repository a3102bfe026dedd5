"""Microsoft.Authorization/policyDefinitions of a subscription."""

from simulator.azure.arm import Resource
from simulator.azure.ids import SUBSCRIPTION

RESOURCE = Resource(
    kind="azure-native:authorization:PolicyDefinition",
    path=f"{SUBSCRIPTION}/providers/Microsoft.Authorization/policyDefinitions/{{policyDefinitionName}}",
    replaces=frozenset({"mode", "policyType"}),
)
