"""Keys in vaults: which vault holds a key that a resource encrypts with, and who may wrap with it."""

import re
from collections.abc import Collection

from guardrails.links import any_role_granted
from guardrails.props import Problems, all_of, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DISK_ENCRYPTION_SET, KEY, REGISTRY, VAULT

_KEY_URI = re.compile(r"https://([^./]+)\.vault\.[^/]+/keys/([^/]+)", re.IGNORECASE)
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


def uses_key(user: Resource, prop: str, key: Resource) -> bool:
    """Tell whether the key URI at `prop` of `user` is that of `key`.

    Raises:
        Undecided: when the URI is unknown and nothing says where it comes from.

    """
    if user.points_at(prop, key):
        return True
    named = _KEY_URI.match(user.written(prop))
    names = (key.raw.get("vaultName"), key.raw.get("keyName"), key.raw.get("name"))
    return named is not None and named[1] == names[0] and named[2] in names[1:]


def vaults_of_key(user: Resource, prop: str, stack: Stack) -> list[Resource]:
    """Return the vaults of the stack that hold the key whose URI is at `prop` of `user`; none when it is elsewhere.

    Raises:
        Undecided: when no vault is certain to hold it and one may.

    """

    def holds(vault: Resource) -> bool:
        return any_of(
            lambda: user.points_at(prop, vault),
            lambda: bool(_keys_of(vault, user, prop, stack)),
            lambda: _names_vault(user.written(prop), vault),
        )

    return select(stack.all(VAULT), holds)


def key_role_problems(user: Resource, prop: str, principals: Collection[Resource], stack: Stack) -> Problems:
    """Yield which of the principals may not wrap with the key whose URI is at `prop` of `user`.

    Judges keys in vaults of the stack that take roles; a vault with access policies is left to `kv-rbac-authorization`.
    """
    for vault in vaults_of_key(user, prop, stack):
        if vault.get("properties.enableRbacAuthorization") is True:
            scopes = [vault, *_keys_of(vault, user, prop, stack)]
            for principal in principals:
                if not any_role_granted(stack, _WRAPPING_ROLES, principal, scopes):
                    yield (
                        f"must have a RoleAssignment that gives the identity of {principal.name} the role "
                        f"Key Vault Crypto Service Encryption User on {vault.name}"
                    )


def _keys_of(vault: Resource, user: Resource, prop: str, stack: Stack) -> list[Resource]:
    return select(
        stack.all(KEY),
        lambda key: all_of(lambda: key.points_at("vaultName", vault), lambda: uses_key(user, prop, key)),
    )


def _names_vault(uri: str, vault: Resource) -> bool:
    named = _KEY_URI.match(uri)
    return named is not None and named[1] in (vault.raw.get("vaultName"), vault.raw.get("name"))


def encrypts(key: Resource, stack: Stack) -> bool:
    """Tell whether a registry or a disk encryption set of the stack encrypts with the key; raises as `uses_key`."""
    users = [(one, prop) for subject, prop in _ENCRYPTING for one in stack.all(subject) if one.has(prop)]
    return bool(select(users, lambda user: uses_key(user[0], user[1], key)))
