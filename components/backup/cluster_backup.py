"""What runs in the cluster can be had back as it was on any day of the last month."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerservice as aks
from pulumi_azure_native import dataprotection, kubernetesconfiguration, resources

from components.backup.backup_vault import BackupVault
from components.cluster.options import BACKUP_NAMESPACE
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.naming import Kind
from components.naming import name as azure_name
from components.storage.blob_store import BlobStore

DATASOURCE = "Microsoft.ContainerService/managedClusters"


class ClusterBackupArgs(TypedDict):
    """What a backup needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group of the cluster."""
    location: str
    """Region of the cluster, and of all that backs it up."""
    subscription_id: Input[str]
    """Subscription of the cluster."""
    tenant_id: Input[str]
    """Entra tenant of the subscription."""
    cluster_id: Input[str]
    """ARM id of the cluster."""
    cluster_name: Input[str]
    """Name of the cluster."""
    control_plane_principal_id: Input[str]
    """Object id of the control plane's identity, which takes the snapshots of disks."""
    subnet_id: Input[str]
    """ARM id of the subnet of private endpoints."""
    zone_id: Input[str]
    """ARM id of the private zone of blob storage."""
    workspace_id: Input[str]
    """ARM id of the workspace for logs."""
    protect_data: bool
    """Whether Pulumi refuses to delete vault and store."""
    tags: Input[Mapping[str, str]]
    """Tags of all that takes tags."""


class ClusterBackup(ComponentResource):
    """Daily backup of all objects and disks: vault, store, extension, trusted access, and each identity's few roles.

    The vault acts in the cluster by one binding to one role, through no endpoint of ours; it reads the store as a
    trusted service. No identity of the cluster has a role on the vault. Of disks it takes those of up to 1 TiB which
    every network may export; larger ones are in the snapshots only. Who needs what, and who may do what with it:
    https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#required-roles-and-permissions
    and https://learn.microsoft.com/azure/backup/aks-backup-faq.
    """

    vault_id: Output[str]
    """ARM id of the backup vault."""
    snapshots_id: Output[str]
    """ARM id of the resource group of the disks' snapshots."""

    def __init__(self, name: str, args: ClusterBackupArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ClusterBackup", name, {**args}, opts)
        snapshots = resources.ResourceGroup(
            f"{name}-snapshots",
            resource_group_name=azure_name(Kind.RESOURCE_GROUP, args["stem"], "snapshots"),
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        vault = BackupVault(
            name,
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "workspace_id": args["workspace_id"],
                "protect_data": args["protect_data"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        store = BlobStore(
            f"{name}-store",
            {
                "account_name": azure_name(Kind.BACKUP_STORAGE, args["stem"]),
                "role": "backup-store",
                "container_name": "backups",
                "days": 14,
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "subnet_id": args["subnet_id"],
                "zone_id": args["zone_id"],
                "workspace_id": args["workspace_id"],
                "protect_data": args["protect_data"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        extension = kubernetesconfiguration.Extension(
            name,
            extension_name="azure-aks-backup",
            extension_type="microsoft.dataprotection.kubernetes",
            cluster_rp="Microsoft.ContainerService",
            cluster_resource_name="managedClusters",
            cluster_name=args["cluster_name"],
            resource_group_name=args["resource_group_name"],
            release_train="stable",
            auto_upgrade_minor_version=True,
            scope={"cluster": {"release_namespace": BACKUP_NAMESPACE}},
            configuration_settings={
                "configuration.backupStorageLocation.bucket": store.container_name,
                "configuration.backupStorageLocation.config.resourceGroup": args["resource_group_name"],
                "configuration.backupStorageLocation.config.storageAccount": store.account_name,
                "configuration.backupStorageLocation.config.storageAccountURI": Output.format(
                    "https://{0}.blob.core.windows.net/", store.account_name
                ),
                "configuration.backupStorageLocation.config.subscriptionId": args["subscription_id"],
                "configuration.backupStorageLocation.config.useAAD": "true",
                "credentials.tenantId": args["tenant_id"],
            },
            opts=ResourceOptions(parent=self),
        )
        in_cluster = extension.aks_assigned_identity.apply(lambda one: one.principal_id or "" if one else "")

        def grant(to: Input[str], what: str, role: Role, scope: Input[str], reason: str) -> Output[str]:
            return RoleGrant(
                f"{name}-{what}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": to,
                    "role": role,
                    "scope": scope,
                    "reason": reason,
                },
                ResourceOptions(parent=self),
            ).id

        binding = aks.TrustedAccessRoleBinding(
            name,
            trusted_access_role_binding_name="backup",
            resource_name_=args["cluster_name"],
            resource_group_name=args["resource_group_name"],
            source_resource_id=vault.vault_id,
            roles=["Microsoft.DataProtection/backupVaults/backup-operator"],
            opts=ResourceOptions(parent=self),
        )
        blobs, reader, copy = Role.STORAGE_BLOB_DATA_CONTRIBUTOR, Role.READER, Role.STORAGE_BLOB_DATA_READER
        export, disks = Role.DISK_SNAPSHOT_CONTRIBUTOR, Role.DATA_OPERATOR_FOR_MANAGED_DISKS
        ready = Output.all(
            binding.id,
            grant(in_cluster, "write", blobs, store.account_id, "The extension writes backups of objects."),
            grant(vault.principal_id, "cluster", reader, args["cluster_id"], "The vault finds what it backs up."),
            grant(vault.principal_id, "find", reader, snapshots.id, "The vault finds the snapshots of disks."),
            grant(vault.principal_id, "export", export, snapshots.id, "The vault exports the snapshots of disks."),
            grant(vault.principal_id, "disks", disks, snapshots.id, "The vault copies what the snapshots hold."),
            grant(vault.principal_id, "objects", copy, store.account_id, "The vault copies backups of objects."),
            grant(
                args["control_plane_principal_id"],
                "snapshots",
                Role.CONTRIBUTOR,
                snapshots.id,
                "The cluster keeps the snapshots of its disks here, in a group of their own.",
            ),
        )
        cluster_id = Output.all(args["cluster_id"], ready).apply(lambda known: str(known[0]))
        dataprotection.BackupInstance(
            name,
            backup_instance_name="cluster",
            vault_name=vault.vault_name,
            resource_group_name=args["resource_group_name"],
            properties=_instance(cluster_id, args, vault.policy_id, snapshots.id),
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.vault_id = vault.vault_id
        self.snapshots_id = snapshots.id
        self.register_outputs({"vaultId": self.vault_id, "snapshotsId": self.snapshots_id})


def _instance(
    cluster_id: Output[str], args: ClusterBackupArgs, policy_id: Input[str], snapshots_id: Input[str]
) -> dataprotection.BackupInstanceArgs:
    """Return what is backed up: every namespace but the extension's own, with its disks."""
    return dataprotection.BackupInstanceArgs(
        object_type="BackupInstance",
        friendly_name="cluster",
        data_source_info=dataprotection.DatasourceArgs(
            object_type="Datasource",
            resource_id=cluster_id,
            resource_name=args["cluster_name"],
            resource_location=args["location"],
            resource_type=DATASOURCE,
            datasource_type=DATASOURCE,
        ),
        data_source_set_info=dataprotection.DatasourceSetArgs(
            object_type="DatasourceSet",
            resource_id=cluster_id,
            resource_name=args["cluster_name"],
            resource_location=args["location"],
            resource_type=DATASOURCE,
            datasource_type=DATASOURCE,
        ),
        policy_info=dataprotection.PolicyInfoArgs(
            policy_id=policy_id,
            policy_parameters=dataprotection.PolicyParametersArgs(
                backup_datasource_parameters_list=[
                    dataprotection.KubernetesClusterBackupDatasourceParametersArgs(
                        object_type="KubernetesClusterBackupDatasourceParameters",
                        include_cluster_scope_resources=True,
                        snapshot_volumes=True,
                        excluded_namespaces=[BACKUP_NAMESPACE],
                    )
                ],
                data_store_parameters_list=[
                    dataprotection.AzureOperationalStoreParametersArgs(
                        object_type="AzureOperationalStoreParameters",
                        data_store_type=dataprotection.DataStoreTypes.OPERATIONAL_STORE,
                        resource_group_id=snapshots_id,
                    )
                ],
            ),
        ),
    )
