"""Microsoft.Security/securityContacts."""

from simulator.azure.arm import Resource
from simulator.azure.ids import SUBSCRIPTION
from simulator.azure.rules.names import contact_is_the_default

RESOURCE = Resource(
    kind="azure-native:security:SecurityContact",
    path=f"{SUBSCRIPTION}/providers/Microsoft.Security/securityContacts/{{securityContactName}}",
    refuses=(contact_is_the_default,),
)
