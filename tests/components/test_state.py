"""The stack that keeps the state of the others."""

from components.identity.roles import Role
from tests.components.recorder import Recorder

ACCOUNT = "azure-native:storage:StorageAccount"


def test_state_keeps_its_past_and_is_not_deleted_by_mistake(bootstrap: Recorder) -> None:
    """Versions that nobody changes for 30 days; account, container, vault and key protected; locks come last."""
    account = bootstrap.one(ACCOUNT).inputs
    locks = [one for one in bootstrap.registered if one.kind.endswith(":ManagementLockByScope")]
    grants = {str(one) for one in bootstrap.registered if one.kind.endswith(":RoleAssignment")}

    assert account["immutableStorageWithVersioning"] == {
        "enabled": True,
        "immutabilityPolicy": {
            "immutabilityPeriodSinceCreationInDays": 30,
            "state": "Unlocked",
            "allowProtectedAppendWrites": False,
        },
    }
    assert account["allowSharedKeyAccess"] is False
    assert {one.kind.removeprefix("azure-native:") for one in bootstrap.registered if one.protect} == {
        "storage:StorageAccount",
        "storage:BlobContainer",
        "keyvault:Vault",
        "keyvault:Key",
    }
    assert [one.inputs["scope"] for one in locks] == [f"/{ACCOUNT}/state", "/azure-native:keyvault:Vault/vault"]
    assert all(bootstrap.waits_for(lock) >= grants for lock in locks)


def test_who_reads_state_opens_no_secret(bootstrap: Recorder) -> None:
    """People and pipelines that deploy have both roles, pipelines that preview write nothing, readers have no key."""
    granted: dict[str, set[str]] = {}
    for one in bootstrap.registered:
        if one.kind.endswith(":RoleAssignment"):
            role = one.inputs["roleDefinitionId"].rsplit("/", 1)[-1]
            granted.setdefault(one.inputs["principalId"], set()).add(role)

    deploys = {Role.STORAGE_BLOB_DATA_CONTRIBUTOR.value, Role.KEY_VAULT_CRYPTO_USER.value}
    assert granted["people"] == granted["robot"] == deploys
    assert granted["looker"] == {Role.STORAGE_BLOB_DATA_READER.value, Role.KEY_VAULT_CRYPTO_USER.value}
    assert granted["auditors"] == {Role.STORAGE_BLOB_DATA_READER.value}


def test_its_outputs_are_what_the_command_line_takes(bootstrap: Recorder) -> None:
    """The backend names its account; the key names its version."""
    assert bootstrap.exports == {
        "login": "pulumi login 'azblob://state?storage_account=stplatformstateweux7k2'",
        "secrets_provider": "--secrets-provider azurekeyvault://kvplatformstateweux7k2.vault.azure.net/keys/pulumi/"
        "0123456789abcdef0123456789abcdef",
    }
