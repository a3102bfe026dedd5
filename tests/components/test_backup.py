"""The cluster's backup."""

from components.backup.cluster_backup import ClusterBackup
from components.identity.roles import Role
from tests.components.recorder import SUBSCRIPTION, TENANT, Recorder, Run

INSTANCE = "azure-native:dataprotection:BackupInstance"


def build(run: Run) -> Recorder:
    """Register a backup."""
    return run(
        lambda: ClusterBackup(
            "backup",
            {
                "stem": "s-dev-weu-x7",
                "resource_group_name": "rg",
                "location": "westeurope",
                "subscription_id": SUBSCRIPTION,
                "tenant_id": TENANT,
                "cluster_id": "/aks",
                "cluster_name": "aks",
                "control_plane_principal_id": "control-plane",
                "subnet_id": "/subnet",
                "zone_id": "/zone",
                "workspace_id": "/workspace",
                "protect_data": True,
                "tags": {"a": "b"},
            },
        )
    )


def test_everything_is_ready_before_the_first_backup(run: Run) -> None:
    """Extension, trusted access and every role."""
    recorder = build(run)
    grants = {str(r) for r in recorder.registered if r.kind == "azure-native:authorization:RoleAssignment"}

    assert len(grants) == 4
    assert recorder.waits_for(recorder.one(INSTANCE)) >= {
        *grants,
        "azure-native:kubernetesconfiguration:Extension::backup",
        "azure-native:containerservice:TrustedAccessRoleBinding::backup",
        "azure-native:network:PrivateDnsZoneGroup::backup-store",
    }


def test_each_identity_has_its_few_roles(run: Run) -> None:
    """The one wide role holds in a group of snapshots only."""
    recorder = build(run)
    snapshots = recorder.one("azure-native:resources:ResourceGroup").id
    store = recorder.one("azure-native:storage:StorageAccount").id
    grants = {
        (r.inputs["principalId"], Role(r.inputs["roleDefinitionId"].split("/")[-1]).name, r.inputs["scope"])
        for r in recorder.registered
        if r.kind == "azure-native:authorization:RoleAssignment"
    }

    assert grants == {
        ("backup-extension", "STORAGE_BLOB_DATA_CONTRIBUTOR", store),
        ("backup-principal", "READER", "/aks"),
        ("backup-principal", "READER", snapshots),
        ("control-plane", "CONTRIBUTOR", snapshots),
    }


def test_backups_outlive_who_breaks_in(run: Run) -> None:
    """Immutable, soft-deleted, in three zones; failed jobs raise alerts."""
    recorder = build(run)
    vault = recorder.one("azure-native:dataprotection:BackupVault")
    (hold, take) = recorder.inputs("azure-native:dataprotection:BackupPolicy")["properties"]["policyRules"]

    assert vault.protect
    assert vault.inputs["identity"] == {"type": "SystemAssigned"}
    assert vault.inputs["properties"] == {
        "storageSettings": [{"datastoreType": "VaultStore", "type": "ZoneRedundant"}],
        "securitySettings": {
            "immutabilitySettings": {"state": "Unlocked"},
            "softDeleteSettings": {"state": "On", "retentionDurationInDays": 14},
        },
        "monitoringSettings": {"azureMonitorAlertSettings": {"alertsForAllJobFailures": "Enabled"}},
    }
    assert hold["lifecycles"][0]["deleteAfter"]["duration"] == "P30D"
    assert take["trigger"]["schedule"]["repeatingTimeIntervals"] == ["R/2026-01-01T03:00:00+00:00/P1D"]


def test_store_opens_to_identities_only(run: Run) -> None:
    """No keys, no public endpoint; the extension signs in with its identity."""
    recorder = build(run)
    account = recorder.one("azure-native:storage:StorageAccount")
    settings = recorder.inputs("azure-native:kubernetesconfiguration:Extension")["configurationSettings"]

    assert account.protect
    assert account.inputs["accountName"] == "stbsdevweux7"
    assert (account.inputs["allowSharedKeyAccess"], account.inputs["allowBlobPublicAccess"]) == (False, False)
    assert (account.inputs["publicNetworkAccess"], account.inputs["minimumTlsVersion"]) == ("Disabled", "TLS1_2")
    assert settings["configuration.backupStorageLocation.config.useAAD"] == "true"
    assert settings["configuration.backupStorageLocation.bucket"] == "backups"


def test_vault_acts_by_one_role(run: Run) -> None:
    """Trusted access, for backups alone."""
    recorder = build(run)

    assert recorder.inputs("azure-native:containerservice:TrustedAccessRoleBinding") == {
        "trustedAccessRoleBindingName": "backup",
        "resourceName": "aks",
        "resourceGroupName": "rg",
        "sourceResourceId": recorder.one("azure-native:dataprotection:BackupVault").id,
        "roles": ["Microsoft.DataProtection/backupVaults/backup-operator"],
    }


def test_all_but_the_extension_is_backed_up(run: Run) -> None:
    """Objects and disks of every namespace."""
    policy = build(run).inputs(INSTANCE)["properties"]["policyInfo"]["policyParameters"]
    (what,) = policy["backupDatasourceParametersList"]

    assert (what["includeClusterScopeResources"], what["snapshotVolumes"]) == (True, True)
    assert what["excludedNamespaces"] == ["dataprotection-microsoft"]
