"""Who spoke to whom is kept for every network, where nobody can change it with a shared key."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.naming import Kind
from components.naming import name as azure_name
from components.storage.blob_store import BlobStore

RETENTION_DAYS = 90
"""How long flows are kept in storage; traffic analytics keeps its summary as long as the workspace keeps logs."""


class FlowLogsArgs(TypedDict):
    """What flow logs need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the storage."""
    subscription_id: Input[str]
    """Subscription of the storage."""
    location: str
    """Region of the networks."""
    network_id: Input[str]
    """ARM id of the platform's network."""
    hub_network_id: Input[str] | None
    """ARM id of the hub of one's own, or None."""
    subnet_id: Input[str]
    """ARM id of the subnet of the storage's private endpoint."""
    zone_id: Input[str]
    """ARM id of the private zone of blob storage."""
    workspace_id: Input[str]
    """ARM id of the workspace for traffic analytics and the storage's own logs."""
    protect_data: bool
    """Whether Pulumi refuses to delete the storage."""
    tags: Input[Mapping[str, str]]
    """Tags of storage, identity and flow logs."""


class FlowLogs(ComponentResource):
    """Virtual network flow logs with traffic analytics every ten minutes, written with an identity.

    They belong to the region's network watcher, which Azure makes with the first network:
    https://learn.microsoft.com/azure/network-watcher/network-watcher-create
    """

    storage_id: Output[str]
    """ARM id of the storage account that keeps the flows."""
    platform_log_id: Output[str]
    """ARM id of the flow log of the platform's network."""
    hub_log_id: Output[str] | None
    """ARM id of the flow log of the hub of one's own, or None."""

    def __init__(self, name: str, args: FlowLogsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:FlowLogs", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        archive = BlobStore(
            name,
            {
                "account_name": azure_name(Kind.STORAGE_ACCOUNT, args["stem"]),
                "role": "log-archive",
                "days": 14,
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "subnet_id": args["subnet_id"],
                "zone_id": args["zone_id"],
                "workspace_id": args["workspace_id"],
                "protect_data": args["protect_data"],
                "tags": args["tags"],
            },
            child,
        )
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": "flow-logs",
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            child,
        )
        write = RoleGrant(
            f"{name}-write",
            {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": Role.STORAGE_BLOB_DATA_CONTRIBUTOR,
                "scope": archive.account_id,
                "reason": "Network Watcher writes the flows here, without the account's keys.",
            },
            child,
        )

        def flow_log(role: str, network_id: Input[str]) -> Output[str]:
            return network.FlowLog(
                f"{name}-{role}",
                flow_log_name=azure_name(Kind.FLOW_LOG, args["stem"], role),
                resource_group_name="NetworkWatcherRG",
                network_watcher_name=f"NetworkWatcher_{args['location']}",
                location=args["location"],
                target_resource_id=network_id,
                storage_id=archive.account_id,
                identity={
                    "type": network.ResourceIdentityType.USER_ASSIGNED,
                    "user_assigned_identities": [identity.id],
                },
                enabled=True,
                format={"type": network.FlowLogFormatType.JSON, "version": 2},
                retention_policy={"enabled": True, "days": RETENTION_DAYS},
                flow_analytics_configuration={
                    "network_watcher_flow_analytics_configuration": {
                        "enabled": True,
                        "traffic_analytics_interval": 10,
                        "workspace_resource_id": args["workspace_id"],
                        "workspace_region": args["location"],
                    }
                },
                tags=args["tags"],
                opts=ResourceOptions(parent=self, depends_on=[write]),
            ).id

        self.platform_log_id = flow_log("platform", args["network_id"])
        hub_network_id = args["hub_network_id"]
        self.hub_log_id = flow_log("hub", hub_network_id) if hub_network_id else None
        self.storage_id = archive.account_id
        self.register_outputs(
            {"storageId": self.storage_id, "platformLogId": self.platform_log_id, "hubLogId": self.hub_log_id}
        )
