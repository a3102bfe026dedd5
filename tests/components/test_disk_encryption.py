"""The key of the disks."""

from components.keys.disk_encryption import DiskEncryption
from tests.components.recorder import SUBSCRIPTION, Run


def test_disks_are_encrypted_twice_and_follow_the_key(run: Run) -> None:
    """By the platform and with our own key, whose rotation the set follows once its identity may use the vault."""
    recorder = run(
        lambda: DiskEncryption(
            "disks",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "subscription_id": SUBSCRIPTION,
                "vault_id": "/vault",
                "key_version_uri": "https://kv.vault.azure.net/keys/disks/1",
                "protect_data": True,
                "tags": {"a": "b"},
            },
        )
    )
    disks = recorder.one("azure-native:compute:DiskEncryptionSet")

    assert disks.inputs == {
        "diskEncryptionSetName": "des-s-dev-weu-x7",
        "resourceGroupName": "rg",
        "encryptionType": "EncryptionAtRestWithPlatformAndCustomerKeys",
        "identity": {
            "type": "UserAssigned",
            "userAssignedIdentities": [recorder.one("azure-native:managedidentity:UserAssignedIdentity").id],
        },
        "activeKey": {"keyUrl": "https://kv.vault.azure.net/keys/disks/1", "sourceVault": {"id": "/vault"}},
        "rotationToLatestKeyVersionEnabled": True,
        "tags": {"a": "b"},
    }
    assert disks.protect
    assert "azure-native:authorization:RoleAssignment::disks-key" in recorder.waits_for(disks)
