"""Customer-managed keys: the identity that uses one needs permission before the resource exists."""

from collections.abc import Iterator

from simulator.azure import ids, roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.identities import principals
from simulator.azure.rules.vaults import is_closed
from simulator.azure.values import Props, at

KEY = "azure-native:keyvault:Key"
ACCESS_POLICY = "azure-native:keyvault:AccessPolicy"
Use = tuple[frozenset[roles.Role], set[str]]
"""The roles, and the permissions of an access policy, each of which is enough for something."""
WRAP: Use = roles.USE_KEY, {"get", "wrapkey", "unwrapkey"}
ENCRYPT: Use = roles.ENCRYPT_WITH_KEY, {"encrypt", "decrypt"}
MAKE: Use = roles.MAKE_KEY, {"get", "create"}


USERS = {
    "azure-native:compute:DiskEncryptionSet": "activeKey.keyUrl",
    "azure-native:containerregistry:Registry": "encryption.keyVaultProperties.keyIdentifier",
    "azure-native:containerservice:ManagedCluster": "securityProfile.azureKeyVaultKms.keyId",
}
"""Where each type that encrypts with a key says which one."""


def registry_key_is_usable(request: Request) -> ArmError | None:
    """A registry's key is RSA, open to its identity, in a vault with purge protection that Azure's services reach."""
    uri, client = (
        request.text("encryption.keyVaultProperties.keyIdentifier"),
        request.text("encryption.keyVaultProperties.identity"),
    )
    if not uri:
        return None
    key = key_with(request, uri)
    vault = request.world.get(ids.parent(key["id"])) if key else None
    if not key or not vault:
        return ArmError(400, "BadRequest", f"The key '{uri}' was not found.")
    if not str(key.get("kty", "RSA")).startswith("RSA"):
        return ArmError(
            400, "BadRequest", f"The key '{uri}' is of type {key['kty']}; only RSA and RSA-HSM are supported."
        )
    if not at(vault, "properties.enablePurgeProtection"):
        return ArmError(400, "BadRequest", f"The key vault '{vault['name']}' must have purge protection enabled.")
    unreachable = is_closed(vault) and at(vault, "properties.networkAcls.bypass") == "None"
    allowed = not unreachable and any(
        is_granted(request, one["principalId"], key, WRAP) for one in _identities(request, client)
    )
    if allowed:
        return None
    message = (
        f"Failed to access KeyId '{uri}'. Verify that identity '{client}' has 'Get, Wrap Key, Unwrap Key' permission"
        f" on key '{uri}'."
    )
    return ArmError(400, "BadRequest", message)


def disk_key_is_safe(request: Request) -> ArmError | None:
    """A disk encryption set's key is in a vault with purge protection."""
    uri = request.text("activeKey.keyUrl")
    key = key_with(request, uri)
    vault = request.world.get(ids.parent(key["id"])) if key else None
    if not key or not vault:
        return ArmError(400, "KeyVaultKeyNotFound", f"The key '{uri}' was not found.")
    if not at(vault, "properties.enablePurgeProtection"):
        message = f"The key vault '{vault['name']}' must have soft delete and purge protection enabled."
        return ArmError(400, "KeyVaultSoftDeleteAndPurgeProtectionNotEnabled", message)
    return None


def disk_key_is_usable(request: Request) -> ArmError | None:
    """A disk encryption set's key is open to the set's own identity.

    With an identity that Azure makes for the set, Azure makes the set, and then no disk with it; here the set fails.
    """
    uri = request.text("activeKey.keyUrl")
    key = key_with(request, uri)
    holders = list(principals(request.world, request.id, request.get("identity")))
    if key and any(is_granted(request, one, key, WRAP) for one in holders):
        return None
    message = (
        f"Unable to access key vault resource '{uri}' to enable encryption at rest. Please grant get, wrap and unwrap"
        f" key permissions to disk encryption set '{ids.name(request.id)}'."
    )
    return ArmError(403, "KeyVaultAccessForbidden", message)


def key_is_not_in_use(request: Request) -> ArmError | None:
    """A key stays while something is encrypted with it.

    Azure deletes it, and what it encrypted is out of reach until the key is recovered; here the deletion already fails.
    """
    key = request.previous or {}
    users = [
        one["id"] for kind, path in USERS.items() for one in request.world.under("", kind) if _is_of(key, at(one, path))
    ]
    if not users:
        return None
    return ArmError(
        409, "KeyInUse", f"The key {request.id} cannot be deleted: {', '.join(users)} is encrypted with it."
    )


def key_with(request: Request, uri: str) -> Props | None:
    """Return the key with this URI, with or without its version."""
    return next((key for key in request.world.under("", KEY) if _is_of(key, uri)), None)


def is_granted(request: Request, principal: str, key: Props, use: Use) -> bool:
    """Say whether the key's vault lets a principal use it so, by a role or by an access policy."""
    sufficient, needed = use
    vault = request.world.get(ids.parent(key["id"])) or {}
    if at(vault, "properties.enableRbacAuthorization"):
        return roles.holds(request.world, [principal], sufficient, key["id"])
    own = (one["policy"] for one in request.world.under(str(vault.get("id")), ACCESS_POLICY))
    for policy in (*(at(vault, "properties.accessPolicies") or []), *own):
        permissions = {str(one).lower() for one in at(policy, "permissions.keys") or []}
        if policy.get("objectId") == principal and ("all" in permissions or permissions >= needed):
            return True
    return False


def _is_of(key: Props, uri: object) -> bool:
    """Say whether a URI, with or without a version, is that of the key."""
    return str(uri).lower().rstrip("/") in (key["keyUri"].lower(), key["keyUriWithVersion"].lower())


def _identities(request: Request, client: str) -> Iterator[Props]:
    """Yield the identities of the registry that the request chooses by client id."""
    for arm_id in at(request.inputs, "identity.userAssignedIdentities") or []:
        body = request.world.get(arm_id)
        if body and body.get("clientId") == client:
            yield body


EVIDENCE: Rules = {
    key_is_not_in_use: documented("https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption", "KeyInUse"),
    registry_key_is_usable: verified("https://github.com/MicrosoftDocs/azure-docs/issues/61015", "BadRequest"),
    disk_key_is_usable: verified("https://github.com/ansible-collections/azure/pull/1676", "KeyVaultAccessForbidden"),
    disk_key_is_safe: documented(
        "https://learn.microsoft.com/azure/virtual-machines/disks-enable-customer-managed-keys-portal",
        "KeyVaultKeyNotFound",
        "KeyVaultSoftDeleteAndPurgeProtectionNotEnabled",
    ),
}
