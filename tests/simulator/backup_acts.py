"""What a test does to backup vaults, their policies and what they back up in the simulated Azure."""

from typing import Any

from simulator.azure import roles
from simulator.azure.ids import guid
from tests.simulator.service_acts import CLUSTER, GROUP, Act, extension


def backup_vault(platform: Any, identity: str = "SystemAssigned", location: str = "westeurope", **settings: Any) -> Any:
    """Create a backup vault."""
    inputs = {"vaultName": "bvault", "identity": {"type": identity}, "properties": settings}
    return platform.create("dataprotection:BackupVault", **GROUP | {"location": location}, **inputs)


def secured(**states: str) -> dict[str, Any]:
    """Return a vault's settings with these states of its security."""
    return {"securitySettings": {f"{name}Settings": {"state": state} for name, state in states.items()}}


def spread(redundancy: str, elsewhere: str = "Disabled") -> dict[str, Any]:
    """Return a vault's settings with this redundancy, and whether what it keeps is restored in the second region."""
    return {
        "storageSettings": [{"datastoreType": "VaultStore", "type": redundancy}],
        "featureSettings": {"crossRegionRestoreSettings": {"state": elsewhere}},
    }


def changed_vault(first: dict[str, Any], then: dict[str, Any], *, used: bool = False) -> Act:
    """Create a backup vault, maybe put a backup into it, and change its settings."""

    def act(platform: Any) -> object:
        body: Any = backup(**first)(platform) if used else backup_vault(platform, **first)
        return platform.update("dataprotection:BackupVault", body["id"], vaultName="bvault", properties=then, **GROUP)

    return act


def new_vault(**settings: Any) -> Act:
    """Create a backup vault with these settings."""
    return lambda platform: backup_vault(platform, **settings)


def backup_policy(platform: Any, *stores: str) -> object:
    """Create a policy that keeps backups of clusters in these stores."""
    rules = [
        {"objectType": "AzureRetentionRule", "lifecycles": [{"sourceDataStore": {"dataStoreType": store}}]}
        for store in stores
    ]
    return platform.create(
        "dataprotection:BackupPolicy",
        resourceGroupName="rg",
        vaultName="bvault",
        backupPolicyName="daily",
        properties={
            "objectType": "BackupPolicy",
            "datasourceTypes": ["Microsoft.ContainerService/managedClusters"],
            "policyRules": rules,
        },
    )


def policy_in(location: str, *stores: str) -> Act:
    """Create a vault somewhere and a policy that keeps backups in these stores."""

    def act(platform: Any) -> object:
        backup_vault(platform, location=location)
        return backup_policy(platform, *stores)

    return act


def trusted(platform: Any, vault: Any) -> object:
    """Let a backup vault into the cluster."""
    return platform.create(
        "containerservice:TrustedAccessRoleBinding",
        resourceGroupName="rg",
        resourceName="aks",
        trustedAccessRoleBindingName="backup",
        sourceResourceId=vault["id"],
        roles=["Microsoft.DataProtection/backupVaults/backup-operator"],
    )


def trusted_source(identity: str) -> Act:
    """Create a cluster and let a backup vault with this kind of identity into it."""

    def act(platform: Any) -> object:
        platform.create(CLUSTER, **platform.cluster_inputs())
        return trusted(platform, backup_vault(platform, identity=identity))

    return act


def backup(*lacking: str, copied: bool = False, **settings: Any) -> Act:
    """Back the cluster up, without some of what that takes, and return the vault."""

    def act(platform: Any) -> Any:
        cluster, vault = platform.create(CLUSTER, **platform.cluster_inputs()), backup_vault(platform, **settings)
        group = platform.create("resources:ResourceGroup", resourceGroupName="snapshots", location="westeurope")
        store = platform.create(
            "storage:StorageAccount",
            resourceGroupName="rg",
            accountName="backups",
            location="westeurope",
            kind="StorageV2",
            sku={"name": "Standard_ZRS"},
        )
        if "extension" not in lacking:
            extension(platform)
        if "access" not in lacking:
            trusted(platform, vault)
        for what, role, scope in (
            ("role", roles.Role.READER, cluster),
            ("snapshots", roles.Role.READER, group),
            ("export", roles.Role.DISK_SNAPSHOT_CONTRIBUTOR, group),
            ("disks", roles.Role.DATA_OPERATOR_FOR_MANAGED_DISKS, group),
            ("objects", roles.Role.STORAGE_BLOB_DATA_READER, store),
        ):
            if what not in lacking:
                platform.grant({"principalId": guid("principal", vault["id"])}, role, scope["id"])
        backup_policy(platform, "OperationalStore", *(["VaultStore"] if copied else []))
        policy = {
            "policyId": f"{vault['id']}/backupPolicies/daily",
            "policyParameters": {
                "dataStoreParametersList": [
                    {"objectType": "AzureOperationalStoreParameters", "resourceGroupId": group["id"]}
                ]
            },
        }
        platform.create(
            "dataprotection:BackupInstance",
            resourceGroupName="rg",
            vaultName="bvault",
            backupInstanceName="cluster",
            properties={
                "objectType": "BackupInstance",
                "dataSourceInfo": {"objectType": "Datasource", "resourceID": cluster["id"]},
                "policyInfo": policy,
            },
        )
        return vault

    return act


def deleted_vault(*, used: bool) -> Act:
    """Delete a backup vault, maybe with a backup in it."""

    def act(platform: Any) -> object:
        vault: Any = backup()(platform) if used else backup_vault(platform)
        return platform.delete("dataprotection:BackupVault", vault["id"])

    return act
