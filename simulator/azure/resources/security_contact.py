"""Microsoft.Security/securityContacts: a subscription has its one contact before anybody makes it.

Met by others: https://github.com/Azure/terraform-provider-azapi/issues/537.
"""

from simulator.azure.arm import Resource, always
from simulator.azure.ids import SUBSCRIPTION
from simulator.azure.rules.names import contact_is_the_default

RESOURCE = Resource(
    kind="azure-native:security:SecurityContact",
    path=f"{SUBSCRIPTION}/providers/Microsoft.Security/securityContacts/{{securityContactName}}",
    refuses=(contact_is_the_default,),
    always_exists=always,
)
