"""Customer-managed keys: the identity that uses one needs permission before the resource exists."""

from collections.abc import Iterator

from simulator.azure import ids, roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.identities import principals
from simulator.azure.values import Props, at

KEY = "azure-native:keyvault:Key"
_NEEDED = {"get", "wrapkey", "unwrapkey"}


def registry_key_is_usable(request: Request) -> ArmError | None:
    """A registry's key is RSA, in a vault with purge protection, and open to the identity that uses it."""
    uri, client = (
        request.text("encryption.keyVaultProperties.keyIdentifier"),
        request.text("encryption.keyVaultProperties.identity"),
    )
    if not uri:
        return None
    key = _key(request, uri)
    vault = request.world.get(ids.parent(key["id"])) if key else None
    if not key or not vault:
        return ArmError(400, "BadRequest", f"The key '{uri}' was not found.")
    if not str(key.get("kty", "RSA")).startswith("RSA"):
        return ArmError(
            400, "BadRequest", f"The key '{uri}' is of type {key['kty']}; only RSA and RSA-HSM are supported."
        )
    if not at(vault, "properties.enablePurgeProtection"):
        return ArmError(400, "BadRequest", f"The key vault '{vault['name']}' must have purge protection enabled.")
    allowed = any(_may_use(request, one["principalId"], key, vault) for one in _identities(request, client))
    if allowed:
        return None
    message = (
        f"Failed to access KeyId '{uri}'. Verify that identity '{client}' has 'Get, Wrap Key, Unwrap Key' permission"
        " and that the key vault is reachable."
    )
    return ArmError(400, "BadRequest", message)


def disk_key_is_usable(request: Request) -> ArmError | None:
    """A disk encryption set's key is in a vault with purge protection, and open to the set's own identity.

    Azure makes the set without the permission, and then no disk with it; here the set already fails.
    """
    uri = request.text("activeKey.keyUrl")
    key = _key(request, uri)
    vault = request.world.get(ids.parent(key["id"])) if key else None
    if not key or not vault:
        return ArmError(400, "KeyVaultKeyNotFound", f"The key '{uri}' was not found.")
    if not at(vault, "properties.enablePurgeProtection"):
        message = f"The key vault '{vault['name']}' must have soft delete and purge protection enabled."
        return ArmError(400, "KeyVaultSoftDeleteAndPurgeProtectionNotEnabled", message)
    holders = list(principals(request.world, request.id, request.get("identity")))
    if any(_may_use(request, one, key, vault) for one in holders):
        return None
    message = f"The identity of {request.id} must have Get, WrapKey and UnwrapKey permission on the key '{uri}'."
    return ArmError(403, "KeyVaultAccessForbidden", message)


def _key(request: Request, uri: str) -> Props | None:
    wanted = uri.lower().rstrip("/")
    keys = request.world.under("", KEY)
    return next((key for key in keys if wanted in (key["keyUri"].lower(), key["keyUriWithVersion"].lower())), None)


def _identities(request: Request, client: str) -> Iterator[Props]:
    """Yield the identities of the registry that the request chooses by client id."""
    for arm_id in at(request.inputs, "identity.userAssignedIdentities") or []:
        body = request.world.get(arm_id)
        if body and body.get("clientId") == client:
            yield body


def _may_use(request: Request, principal: str, key: Props, vault: Props) -> bool:
    if at(vault, "properties.enableRbacAuthorization"):
        return roles.holds(request.world, [principal], roles.USE_KEY, key["id"])
    for policy in at(vault, "properties.accessPolicies") or []:
        granted = {str(one).lower() for one in at(policy, "permissions.keys") or []}
        if policy.get("objectId") == principal and ("all" in granted or granted >= _NEEDED):
            return True
    return False


EVIDENCE: Rules = {
    registry_key_is_usable: verified("https://github.com/MicrosoftDocs/azure-docs/issues/61015", "BadRequest"),
    disk_key_is_usable: documented(
        "https://learn.microsoft.com/azure/virtual-machines/disks-enable-customer-managed-keys-portal",
        "KeyVaultAccessForbidden",
        "KeyVaultKeyNotFound",
        "KeyVaultSoftDeleteAndPurgeProtectionNotEnabled",
    ),
}
