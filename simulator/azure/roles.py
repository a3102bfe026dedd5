"""Azure's built-in roles, and whether a principal holds one of them.

Role ids: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
"""

import os
from collections.abc import Iterable
from enum import StrEnum

from simulator.azure.world import World

DELAY = "SIMULATED_AZURE_ROLE_DELAY_MS"
"""Milliseconds until a role assignment takes effect; 300 if not set. Azure takes seconds to minutes."""


class Role(StrEnum):
    """The built-in roles that a platform like this one uses, by their ids."""

    OWNER = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
    CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c"
    READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"
    NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"
    PRIVATE_DNS_ZONE_CONTRIBUTOR = "b12aa53e-6015-4669-85d0-8515ebb3ae7f"
    MANAGED_IDENTITY_OPERATOR = "f1a07417-d97a-45cb-824c-7a7467783830"
    MANAGED_IDENTITY_CONTRIBUTOR = "e40ec5ca-96e0-45a2-b4ff-59039f2c2b59"
    ACR_PULL = "7f951dda-4ed3-4680-a7ca-43fe172d538d"
    ACR_PUSH = "8311e382-0749-4cb8-b61a-304f252e45ec"
    ACR_DELETE = "c2f4ef07-c644-48eb-af81-4b1b4947fb11"
    ACR_REPOSITORY_READER = "b93aa761-3e63-49ed-ac28-beffa264f7ac"
    ACR_REPOSITORY_WRITER = "2a1e307c-b015-4ebd-883e-5b7698a07328"
    ACR_REPOSITORY_CONTRIBUTOR = "2efddaa5-3f1f-4df3-97df-af3f13818f4c"
    KEY_VAULT_ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483"
    KEY_VAULT_CONTRIBUTOR = "f25e0fa2-a7c8-4377-a976-54943a77a395"
    KEY_VAULT_READER = "21090545-7ca7-4776-b22c-e363652d74d2"
    KEY_VAULT_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"
    KEY_VAULT_SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7"
    KEY_VAULT_CERTIFICATES_OFFICER = "a4417e6f-fecd-4de8-b567-7b0420556985"
    KEY_VAULT_CRYPTO_USER = "12338af0-0e69-4776-bea7-57ae8d297424"
    KEY_VAULT_CRYPTO_OFFICER = "14b46e9e-c2b7-41b4-b07b-48a6ebf60603"
    KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
    DATA_OPERATOR_FOR_MANAGED_DISKS = "959f8984-c045-4866-89c7-12bf9737be2e"
    DISK_SNAPSHOT_CONTRIBUTOR = "7efff54f-a5b4-42b5-a1c5-5411624893ce"
    MONITORING_METRICS_PUBLISHER = "3913510d-42f4-4e42-8a64-420c390055eb"
    STORAGE_BLOB_DATA_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe"
    STORAGE_BLOB_DATA_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b"
    STORAGE_BLOB_DATA_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"


_BUILT_IN = frozenset(Role)

MANAGE_NETWORK = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.NETWORK_CONTRIBUTOR})
MANAGE_PRIVATE_ZONE = frozenset({*MANAGE_NETWORK, Role.PRIVATE_DNS_ZONE_CONTRIBUTOR})
ASSIGN_IDENTITY = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.MANAGED_IDENTITY_OPERATOR})
READ = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.READER})
MANAGE_VAULT = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.KEY_VAULT_CONTRIBUTOR})
MAKE_KEY = frozenset({Role.KEY_VAULT_ADMINISTRATOR, Role.KEY_VAULT_CRYPTO_OFFICER})
ENCRYPT_WITH_KEY = frozenset({*MAKE_KEY, Role.KEY_VAULT_CRYPTO_USER})
PULL = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.READER, Role.ACR_PULL, Role.ACR_PUSH})
PULL_BY_REPOSITORY = frozenset(
    {Role.ACR_REPOSITORY_READER, Role.ACR_REPOSITORY_WRITER, Role.ACR_REPOSITORY_CONTRIBUTOR}
)
EXPORT_SNAPSHOTS = frozenset({Role.OWNER, Role.CONTRIBUTOR, Role.DISK_SNAPSHOT_CONTRIBUTOR})
READ_DISKS = frozenset({Role.DATA_OPERATOR_FOR_MANAGED_DISKS})
READ_BLOBS = frozenset(
    {Role.STORAGE_BLOB_DATA_CONTRIBUTOR, Role.STORAGE_BLOB_DATA_OWNER, Role.STORAGE_BLOB_DATA_READER}
)
USE_KEY = frozenset({*ENCRYPT_WITH_KEY, Role.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER})


def delay() -> float:
    """Return the seconds until a role assignment takes effect."""
    return float(os.environ.get(DELAY, "300")) / 1000


def holds(world: World, principals: Iterable[str], sufficient: frozenset[Role], scope: str) -> bool:
    """Say whether a principal has one of the roles at or above `scope`; an unknown role is taken for sufficient."""
    wanted = {one.lower() for one in principals}
    target = scope.lower().rstrip("/") + "/"
    for one in world.under("", "azure-native:authorization:RoleAssignment"):
        role = one["roleDefinitionId"].rpartition("/")[2].lower()
        if (
            one["principalId"].lower() in wanted
            and (role in sufficient or role not in _BUILT_IN)
            and target.startswith("/" + one["scope"].lower().strip("/") + "/")
            and world.age(one["id"]) >= delay()
        ):
            return True
    return False
