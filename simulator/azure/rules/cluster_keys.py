"""Clusters: the key of etcd (KMS), its vault, and who may use it."""

from simulator.azure import ids, roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.identities import principals
from simulator.azure.rules.customer_keys import ENCRYPT, is_granted, key_with
from simulator.azure.rules.vaults import is_closed

KMS = "securityProfile.azureKeyVaultKms"


def etcd_says_how_its_vault_is_reached(request: Request) -> ArmError | None:
    """Who encrypts etcd says whether the vault is public or private, and which one it is when private."""
    if not request.get(f"{KMS}.enabled"):
        return None
    access = request.text(f"{KMS}.keyVaultNetworkAccess")
    if not access:
        message = "KeyVault network access is unspecified for Azure Key Vault KMS."
        return ArmError(400, "BadRequest", message)
    if access == "Private" and not request.text(f"{KMS}.keyVaultResourceId"):
        return ArmError(400, "BadRequest", "KeyVault resource ID is empty when KeyVault network access is Private.")
    return None


def etcd_reaches_its_vault(request: Request) -> ArmError | None:
    """A public vault is open to all networks; a private one is reached from an API server inside the network.

    The identity is one's own either way: it must hold its roles before the cluster exists.
    """
    if not request.get(f"{KMS}.enabled"):
        return None
    key = key_with(request, request.text(f"{KMS}.keyId"))
    vault = request.world.get(ids.parent(key["id"])) if key else None
    private = request.text(f"{KMS}.keyVaultNetworkAccess") == "Private"
    integrated = request.get("apiServerAccessProfile.enableVnetIntegration")
    holders = list(principals(request.world, request.id, request.get("identity")))
    contributes = roles.holds(request.world, holders, roles.MANAGE_VAULT, request.text(f"{KMS}.keyVaultResourceId"))
    faults = {
        "requires a user-assigned identity": "UserAssigned" not in request.text("identity.type"),
        "with a public vault requires one that is open to all networks": not private and is_closed(vault),
        "with a private vault requires API Server VNet Integration": private and not integrated,
        "with a private vault requires the role Key Vault Contributor on it": private and not contributes,
    }
    fault = next((text for text, present in faults.items() if present), None)
    return ArmError(400, "BadRequest", f"Azure Key Vault KMS {fault}.") if fault else None


def etcd_key_is_usable(request: Request) -> ArmError | None:
    """The control plane encrypts and decrypts with the key of etcd.

    Azure cannot ask a private vault, and the cluster does not come up; here it is refused as with a public one.
    """
    if not request.get(f"{KMS}.enabled"):
        return None
    uri = request.text(f"{KMS}.keyId")
    key = key_with(request, uri)
    holders = principals(request.world, request.id, request.get("identity"))
    if key and any(is_granted(request, one, key, ENCRYPT) for one in holders):
        return None
    vault = uri.partition("/keys/")[0]
    message = f'The identity does not have keys encrypt/decrypt permission on key vault "{vault}"'
    return ArmError(400, "AzureKeyVaultKmsValidateIdentityPermissionCustomerError", message)


_PAGE = "https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption"

EVIDENCE: Rules = {
    etcd_says_how_its_vault_is_reached: verified(
        "https://github.com/MicrosoftDocs/azure-docs/issues/93886", "BadRequest"
    ),
    etcd_reaches_its_vault: documented(_PAGE, "BadRequest"),
    etcd_key_is_usable: verified(
        "https://github.com/MicrosoftDocs/azure-docs/issues/110117",
        "AzureKeyVaultKmsValidateIdentityPermissionCustomerError",
    ),
}
