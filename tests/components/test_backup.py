"""The cluster's backup."""

from components.backup.cluster_backup import ClusterBackup
from components.identity.roles import Role
from tests.components.recorder import ROOT, SUBSCRIPTION, TENANT, Recorder, Run

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

    assert len(grants) == 7
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
        ("backup-principal", "DISK_SNAPSHOT_CONTRIBUTOR", snapshots),
        ("backup-principal", "DATA_OPERATOR_FOR_MANAGED_DISKS", snapshots),
        ("backup-principal", "STORAGE_BLOB_DATA_READER", store),
        ("control-plane", "CONTRIBUTOR", snapshots),
    }


def test_copies_outlive_who_breaks_in(run: Run) -> None:
    """Immutable and soft-deleted, where nothing in the cluster has a role; failed jobs raise alerts."""
    recorder = build(run)
    vault = recorder.one("azure-native:dataprotection:BackupVault")
    scopes = {r.inputs["scope"] for r in recorder.registered if r.kind.endswith(":RoleAssignment")}

    assert vault.protect
    assert vault.inputs["identity"] == {"type": "SystemAssigned"}
    assert vault.inputs["properties"]["securitySettings"] == {
        "immutabilitySettings": {"state": "Unlocked"},
        "softDeleteSettings": {"state": "On", "retentionDurationInDays": 14},
    }
    assert vault.inputs["properties"]["monitoringSettings"] == {
        "azureMonitorAlertSettings": {"alertsForAllJobFailures": "Enabled"}
    }
    assert vault.id not in scopes


def test_copies_are_there_when_a_region_is_not(run: Run) -> None:
    """In the paired region, where a restore may take them from."""
    vault = build(run).inputs("azure-native:dataprotection:BackupVault")["properties"]

    assert vault["storageSettings"] == [{"datastoreType": "VaultStore", "type": "GeoRedundant"}]
    assert vault["featureSettings"] == {"crossRegionRestoreSettings": {"state": "Enabled"}}


def test_first_backup_of_a_day_is_copied_into_the_vault(run: Run) -> None:
    """At once, and for a month; the snapshots stay for a week, shorter than the store keeps what is deleted from it."""
    recorder = build(run)
    rules = recorder.inputs("azure-native:dataprotection:BackupPolicy")["properties"]["policyRules"]
    held = {
        rule["name"]: {
            one["sourceDataStore"]["dataStoreType"]: (
                one["deleteAfter"]["duration"],
                [
                    (copy["copyAfter"]["objectType"], copy["dataStore"]["dataStoreType"])
                    for copy in one["targetDataStoreCopySettings"]
                ],
            )
            for one in rule["lifecycles"]
        }
        for rule in rules
        if rule["objectType"] == "AzureRetentionRule"
    }
    (take,) = (rule for rule in rules if rule["objectType"] == "AzureBackupRule")
    tags = {one["tagInfo"]["tagName"]: one for one in take["trigger"]["taggingCriteria"]}
    kept = recorder.inputs("azure-native:storage:BlobServiceProperties")["deleteRetentionPolicy"]

    assert held == {
        "Default": {"OperationalStore": ("P7D", [])},
        "Daily": {
            "OperationalStore": ("P7D", [("ImmediateCopyOption", "VaultStore")]),
            "VaultStore": ("P30D", []),
        },
    }
    assert take["dataStore"]["dataStoreType"] == "OperationalStore"
    assert take["trigger"]["schedule"]["repeatingTimeIntervals"] == ["R/2026-01-01T03:00:00+00:00/P1D"]
    assert tags.keys() == held.keys()
    assert [one["absoluteCriteria"] for one in tags["Daily"]["criteria"]] == [["FirstOfDay"]]
    assert tags["Daily"]["taggingPriority"] < tags["Default"]["taggingPriority"]
    assert (tags["Daily"]["isDefault"], tags["Default"]["isDefault"]) == (False, True)
    assert kept == {"enabled": True, "days": 14}


def test_runbooks_restore_from_what_there_is(run: Run) -> None:
    """What they say of copies and snapshots, and how long these are kept."""
    recorder = build(run)
    lost, drill = (
        (ROOT / "docs" / "runbooks" / f"{one}.md").read_text("utf-8") for one in ("disaster-recovery", "restore-drill")
    )
    rules = recorder.inputs("azure-native:dataprotection:BackupPolicy")["properties"]["policyRules"]
    (daily,) = (rule for rule in rules if rule["name"] == "Daily")
    snapshots, copies = (one["deleteAfter"]["duration"].strip("PD") for one in daily["lifecycles"])

    assert f"keeps the first backup of each day for {copies} days, and has copies of it in the paired region" in lost
    assert f"{snapshots} days as snapshots beside the cluster, {copies} days as copies in the backup vault" in drill
    assert "`ownsSubscription: false`" in lost


def test_vault_passes_the_stores_closed_door(run: Run) -> None:
    """As a trusted service, or nothing would be copied."""
    account = build(run).inputs("azure-native:storage:StorageAccount")

    assert account["networkRuleSet"] == {"defaultAction": "Deny", "bypass": "AzureServices"}


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
