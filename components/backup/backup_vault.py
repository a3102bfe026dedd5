"""Backups are kept where whoever breaks into the cluster cannot delete them."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import dataprotection

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name


class BackupVaultArgs(TypedDict):
    """What a backup vault needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the vault."""
    workspace_id: Input[str]
    """ARM id of the workspace for the jobs' logs."""
    protect_data: bool
    """Whether Pulumi refuses to delete the vault."""
    tags: Input[Mapping[str, str]]
    """Tags of the vault."""


class BackupVault(ComponentResource):
    """Zone-redundant backup vault: immutable, soft delete, alerts for failed jobs; clusters daily, kept for 30 days.

    Immutability can still be lifted, until somebody locks it for good:
    https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept.
    """

    vault_id: Output[str]
    """ARM id."""
    vault_name: Output[str]
    """Name, for what is backed up."""
    principal_id: Output[str]
    """Object id of the vault's own identity."""
    policy_id: Output[str]
    """ARM id of the policy for clusters."""

    def __init__(self, name: str, args: BackupVaultArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:BackupVault", name, {**args}, opts)
        vault = dataprotection.BackupVault(
            name,
            vault_name=azure_name(Kind.BACKUP_VAULT, args["stem"]),
            resource_group_name=args["resource_group_name"],
            # Trusted access to clusters knows no other: https://learn.microsoft.com/azure/aks/trusted-access-feature
            identity={"type": "SystemAssigned"},
            properties={
                "storage_settings": [
                    {
                        "datastore_type": dataprotection.StorageSettingStoreTypes.VAULT_STORE,
                        "type": dataprotection.StorageSettingTypes.ZONE_REDUNDANT,
                    }
                ],
                "security_settings": {
                    "immutability_settings": {"state": dataprotection.ImmutabilityState.UNLOCKED},
                    "soft_delete_settings": {
                        "state": dataprotection.SoftDeleteState.ON,
                        "retention_duration_in_days": 14,
                    },
                },
                "monitoring_settings": {
                    "azure_monitor_alert_settings": {"alerts_for_all_job_failures": dataprotection.AlertsState.ENABLED}
                },
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self, protect=args["protect_data"]),
        )
        Diagnostics(
            name,
            {
                "resource_id": vault.id,
                "workspace_id": args["workspace_id"],
                "categories": [
                    "CoreAzureBackup",
                    "AddonAzureBackupJobs",
                    "AddonAzureBackupPolicy",
                    "AddonAzureBackupProtectedInstance",
                ],
            },
            ResourceOptions(parent=self),
        )
        policy = dataprotection.BackupPolicy(
            name,
            backup_policy_name="clusters",
            vault_name=vault.name,
            resource_group_name=args["resource_group_name"],
            properties=DAILY_FOR_A_MONTH,
            opts=ResourceOptions(parent=self),
        )
        self.vault_id = vault.id
        self.vault_name = vault.name
        self.principal_id = vault.identity.apply(lambda identity: identity.principal_id or "" if identity else "")
        self.policy_id = policy.id
        self.register_outputs(
            {
                "vaultId": self.vault_id,
                "vaultName": self.vault_name,
                "principalId": self.principal_id,
                "policyId": self.policy_id,
            }
        )


_SNAPSHOTS = dataprotection.DataStoreInfoBaseArgs(
    data_store_type=dataprotection.DataStoreTypes.OPERATIONAL_STORE, object_type="DataStoreInfoBase"
)
DAILY_FOR_A_MONTH = dataprotection.BackupPolicyArgs(
    object_type="BackupPolicy",
    datasource_types=["Microsoft.ContainerService/managedClusters"],
    policy_rules=[
        dataprotection.AzureRetentionRuleArgs(
            name="Default",
            object_type="AzureRetentionRule",
            is_default=True,
            lifecycles=[
                dataprotection.SourceLifeCycleArgs(
                    source_data_store=_SNAPSHOTS,
                    delete_after=dataprotection.AbsoluteDeleteOptionArgs(
                        object_type="AbsoluteDeleteOption", duration="P30D"
                    ),
                )
            ],
        ),
        dataprotection.AzureBackupRuleArgs(
            name="BackupDaily",
            object_type="AzureBackupRule",
            data_store=_SNAPSHOTS,
            backup_parameters=dataprotection.AzureBackupParamsArgs(
                object_type="AzureBackupParams", backup_type="Incremental"
            ),
            trigger=dataprotection.ScheduleBasedTriggerContextArgs(
                object_type="ScheduleBasedTriggerContext",
                # The day is only where the counting starts; it never moves.
                schedule=dataprotection.BackupScheduleArgs(
                    repeating_time_intervals=["R/2026-01-01T03:00:00+00:00/P1D"], time_zone="UTC"
                ),
                tagging_criteria=[
                    dataprotection.TaggingCriteriaArgs(
                        is_default=True,
                        tagging_priority=99,
                        tag_info=dataprotection.RetentionTagArgs(tag_name="Default"),
                    )
                ],
            ),
        ),
    ],
)
"""See https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-policy."""
