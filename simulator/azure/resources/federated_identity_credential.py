"""Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.federation import (
    credential_is_whole,
    identity_has_room,
    issuer_and_subject_are_new,
    writes_wait_for_each_other,
)

RESOURCE = Resource(
    kind="azure-native:managedidentity:FederatedIdentityCredential",
    path=f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{{resourceName}}"
    "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
    refuses=(credential_is_whole, writes_wait_for_each_other, identity_has_room, issuer_and_subject_are_new),
    settles=True,
)
