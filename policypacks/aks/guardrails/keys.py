"""Keys in vaults: which vault holds a key that a resource encrypts with, and who may wrap with it."""

from guardrails.links import any_role_granted
from guardrails.props import Problems, all_of, any_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DISK_ENCRYPTION_SET, KEY, REGISTRY, VAULT

# The roles that may wrap and unwrap with a key; the first is the one made for services.
# Source: learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
_WRAPPING_ROLES = (
    "e147488a-f6f5-4113-8e2d-b22465e65bf6",  # Key Vault Crypto Service Encryption User
    "12338af0-0e69-4776-bea7-57ae8d297424",  # Key Vault Crypto User
    "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",  # Key Vault Crypto Officer
    "00482a5a-887f-4fb3-b363-3b7fe8e74483",  # Key Vault Administrator
)
# Where the resources that encrypt with a key of the customer's name it.
_ENCRYPTING = (
    (REGISTRY, "encryption.keyVaultProperties.keyIdentifier"),
    (DISK_ENCRYPTION_SET, "activeKey.keyUrl"),
)


def holds_key(vault: Resource, user: Resource, prop: str, stack: Stack) -> bool:
    """Tell whether the vault holds the key whose URI is at `prop` of `user`.

    Raises:
        Undecided: when the URI is unknown and nothing says where it comes from.

    """
    return any_of(lambda: user.points_at(prop, vault), lambda: bool(_keys_of(vault, user, prop, stack)))


def key_role_problems(user: Resource, prop: str, principal: Resource, stack: Stack) -> Problems:
    """Yield whether the principal may not wrap with the key whose URI is at `prop` of `user`.

    Judges keys in vaults of the stack that take roles; a vault with access policies is left to `kv-rbac-authorization`.
    """

    def lacking(vault: Resource) -> Problems:
        if vault.get("properties.enableRbacAuthorization") is True and not any_role_granted(
            stack, _WRAPPING_ROLES, principal, [vault, *_keys_of(vault, user, prop, stack)]
        ):
            yield (
                f"must have a RoleAssignment that gives the identity of {principal.name} the role "
                f"Key Vault Crypto Service Encryption User on {vault.name}"
            )

    yield from each_of(stack.all(VAULT), lambda vault: holds_key(vault, user, prop, stack), lacking)


def _keys_of(vault: Resource, user: Resource, prop: str, stack: Stack) -> list[Resource]:
    return select(
        stack.pointing(KEY, vault, "vaultName"),
        lambda key: all_of(lambda: key.points_at("vaultName", vault), lambda: user.points_at(prop, key)),
    )


def encrypts(key: Resource, stack: Stack) -> bool:
    """Tell whether a registry or a disk encryption set of the stack encrypts with the key; raises as `points_at`."""
    users = [
        (one, prop) for subject, prop in _ENCRYPTING for one in stack.pointing(subject, key, prop) if one.has(prop)
    ]
    return bool(select(users, lambda user: user[0].points_at(user[1], key)))
