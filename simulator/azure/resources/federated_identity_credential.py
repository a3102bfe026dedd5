"""Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.federation import issuer_and_subject_are_new

RESOURCE = Resource(
    kind="azure-native:managedidentity:FederatedIdentityCredential",
    path=f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{{resourceName}}"
    "/federatedIdentityCredentials/{federatedIdentityCredentialResourceName}",
    refuses=(issuer_and_subject_are_new,),
)
