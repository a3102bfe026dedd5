"""Copies of backups are kept outside the tenant and in two regions, where who breaks into the cluster has no right."""

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
    """Backup vault in two regions: immutable, soft delete, alerts for failed jobs; clusters daily, kept for 30 days.

    What is copied into the vault can be had back in the paired region too, about 36 hours old at most:
    https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix. Soft delete and
    immutability cover these copies only, not the snapshots; the latter can be lifted, until somebody locks it for good:
    https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept. A vault that protects something
    keeps its redundancy: https://learn.microsoft.com/azure/backup/create-manage-backup-vault.
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
                        "type": dataprotection.StorageSettingTypes.GEO_REDUNDANT,
                    }
                ],
                "feature_settings": {
                    "cross_region_restore_settings": {"state": dataprotection.CrossRegionRestoreState.ENABLED}
                },
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


def _store(kind: dataprotection.DataStoreTypes) -> dataprotection.DataStoreInfoBaseArgs:
    return dataprotection.DataStoreInfoBaseArgs(data_store_type=kind, object_type="DataStoreInfoBase")


_SNAPSHOTS = _store(dataprotection.DataStoreTypes.OPERATIONAL_STORE)
_VAULT = _store(dataprotection.DataStoreTypes.VAULT_STORE)


def _kept(
    where: dataprotection.DataStoreInfoBaseArgs, duration: str, *copies: dataprotection.TargetCopySettingArgs
) -> dataprotection.SourceLifeCycleArgs:
    return dataprotection.SourceLifeCycleArgs(
        source_data_store=where,
        delete_after=dataprotection.AbsoluteDeleteOptionArgs(object_type="AbsoluteDeleteOption", duration=duration),
        target_data_store_copy_settings=[*copies],
    )


_A_WEEK, _A_MONTH = "P7D", "P30D"
_COPIED = dataprotection.TargetCopySettingArgs(
    copy_after=dataprotection.ImmediateCopyOptionArgs(object_type="ImmediateCopyOption"), data_store=_VAULT
)
DAILY_FOR_A_MONTH = dataprotection.BackupPolicyArgs(
    object_type="BackupPolicy",
    datasource_types=["Microsoft.ContainerService/managedClusters"],
    policy_rules=[
        dataprotection.AzureRetentionRuleArgs(
            name="Default",
            object_type="AzureRetentionRule",
            is_default=True,
            lifecycles=[_kept(_SNAPSHOTS, _A_WEEK)],
        ),
        dataprotection.AzureRetentionRuleArgs(
            name="Daily",
            object_type="AzureRetentionRule",
            is_default=False,
            lifecycles=[_kept(_SNAPSHOTS, _A_WEEK, _COPIED), _kept(_VAULT, _A_MONTH)],
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
                        is_default=False,
                        tagging_priority=25,
                        tag_info=dataprotection.RetentionTagArgs(tag_name="Daily"),
                        criteria=[
                            dataprotection.ScheduleBasedBackupCriteriaArgs(
                                object_type="ScheduleBasedBackupCriteria",
                                absolute_criteria=[dataprotection.AbsoluteMarker.FIRST_OF_DAY],
                            )
                        ],
                    ),
                    dataprotection.TaggingCriteriaArgs(
                        is_default=True,
                        tagging_priority=99,
                        tag_info=dataprotection.RetentionTagArgs(tag_name="Default"),
                    ),
                ],
            ),
        ),
    ],
)
"""Snapshots for a week; the first of a day is copied into the vault within hours and stays there for a month.

The rules are those of the template that `az dataprotection backup-policy get-default-policy-template` gives for AKS:
https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#create-a-backup-policy.
"""
