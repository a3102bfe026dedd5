"""Dashboards are for those who run the platform, inside its network."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization, dashboard

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.private_dns_zone import PrivateDnsZone
from components.network.private_endpoint import PrivateEndpoint

_SHOWS_METRICS = "Grafana shows the cluster's metrics."
_GROUPS = {"metrics": "prometheusMetrics", "logs": "azuremonitor"}


class MetricStore(TypedDict):
    """Where the metrics of one cluster are."""

    prefix: str
    """What names begin with that are about this store; may be empty for one of them."""
    store_id: Input[str]
    """ARM id of the Azure Monitor workspace."""
    location: str
    """Its region."""


class GrafanaArgs(TypedDict):
    """What Grafana needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns Grafana."""
    resource_group_id: Input[str]
    """ARM id of the resource group whose metrics and logs are shown."""
    subscription_id: Input[str]
    """Subscription of the resource group."""
    virtual_network_id: Input[str]
    """ARM id of the network whose people look at dashboards."""
    hub_network_id: Input[str] | None
    """ARM id of the hub whose DNS server answers that network's machines, or None."""
    subnet_id: Input[str]
    """ARM id of the subnet of the private endpoint."""
    stores: list[MetricStore]
    """The Azure Monitor workspaces it shows."""
    workspace_id: Input[str]
    """ARM id of the workspace for Grafana's own logs."""
    location: str
    """Azure region of Grafana."""
    scope_id: Input[str] | None
    """ARM id of the private link scope by which alone logs are read, with the workspace in it; None reads publicly."""
    admin_group_ids: list[str]
    """Object ids of the Entra groups that administer Grafana."""
    tags: Input[Mapping[str, str]]
    """Tags of Grafana, identity and endpoint."""


class Grafana(ComponentResource):
    """Managed Grafana without public endpoint and API keys, whose identity reads this platform's metrics and logs.

    Its way to each store, and to logs that are closed to public networks, is a managed private endpoint that a person
    approves once, on the page of the store or of the private link scope:
    https://learn.microsoft.com/azure/managed-grafana/how-to-connect-to-data-source-privately.
    """

    endpoint: Output[str]
    """Address of the dashboards."""

    def __init__(self, name: str, args: GrafanaArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Grafana", name, {**args}, opts)
        self._args = args
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": "grafana",
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        reading = [
            self._grant(f"{name}-{role}", identity.principal_id, granted, scope, reason)
            for role, granted, scope, reason in (
                *(
                    (f"{one['prefix']}metrics", Role.MONITORING_DATA_READER, one["store_id"], _SHOWS_METRICS)
                    for one in args["stores"]
                ),
                ("logs", Role.MONITORING_READER, args["resource_group_id"], "Grafana shows the platform's logs."),
            )
        ]
        grafana = dashboard.Grafana(
            name,
            workspace_name=azure_name(Kind.GRAFANA, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={"name": "Standard"},
            identity={
                "type": dashboard.ManagedServiceIdentityType.USER_ASSIGNED,
                "user_assigned_identities": [identity.id],
            },
            properties={
                "public_network_access": dashboard.PublicNetworkAccess.DISABLED,
                "api_key": dashboard.ApiKey.DISABLED,
                "zone_redundancy": dashboard.ZoneRedundancy.ENABLED,
                "grafana_integrations": {
                    "azure_monitor_workspace_integrations": [
                        {"azure_monitor_workspace_resource_id": one["store_id"]} for one in args["stores"]
                    ]
                },
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self, depends_on=reading),
        )
        for number, group in enumerate(args["admin_group_ids"], 1):
            self._grant(
                f"{name}-admins-{number}",
                group,
                Role.GRAFANA_ADMIN,
                grafana.id,
                "The operators of the platform administer its Grafana.",
                principal_type=authorization.PrincipalType.GROUP,
            )
        self._ways_to_data(name, grafana.name)
        Diagnostics(
            name,
            {
                "resource_id": grafana.id,
                "workspace_id": args["workspace_id"],
                "categories": ["GrafanaLoginEvents"],
            },
            ResourceOptions(parent=self),
        )
        self._private_access(name, grafana.id)
        self.endpoint = grafana.properties.apply(lambda properties: properties.endpoint)
        self.register_outputs({"endpoint": self.endpoint})

    def _grant(  # noqa: PLR0913 - a grant is these things
        self,
        name: str,
        principal_id: Input[str],
        role: Role,
        scope: Input[str],
        reason: str,
        *,
        principal_type: str = authorization.PrincipalType.SERVICE_PRINCIPAL,
    ) -> RoleGrant:
        return RoleGrant(
            name,
            {
                "subscription_id": self._args["subscription_id"],
                "principal_id": principal_id,
                "principal_type": principal_type,
                "role": role,
                "scope": scope,
                "reason": reason,
            },
            ResourceOptions(parent=self),
        )

    def _ways_to_data(self, name: str, grafana_name: Input[str]) -> None:
        args = self._args
        metrics = [(one["prefix"], "metrics", one["store_id"], one["location"]) for one in args["stores"]]
        logs = [("", "logs", args["scope_id"], args["location"])] if args["scope_id"] else []
        for prefix, data, target, region in (*metrics, *logs):
            dashboard.ManagedPrivateEndpoint(
                f"{prefix}{name}" if data == "metrics" else f"{name}-{data}",
                managed_private_endpoint_name=f"{prefix}{data}",
                workspace_name=grafana_name,
                resource_group_name=args["resource_group_name"],
                group_ids=[_GROUPS[data]],
                private_link_resource_id=target,
                private_link_resource_region=region,
                request_message=f"Grafana of the platform reads its {data}.",
                tags=args["tags"],
                opts=ResourceOptions(parent=self),
            )

    def _private_access(self, name: str, grafana_id: Input[str]) -> None:
        args = self._args
        zone = PrivateDnsZone(
            name,
            {
                "zone_name": "privatelink.grafana.azure.com",
                "resource_group_name": args["resource_group_name"],
                "virtual_network_id": args["virtual_network_id"],
                "hub_network_id": args["hub_network_id"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        PrivateEndpoint(
            name,
            {
                "stem": args["stem"],
                "role": "grafana",
                "resource_group_name": args["resource_group_name"],
                "resource_id": grafana_id,
                "group_id": "grafana",
                "subnet_id": args["subnet_id"],
                "zone_id": zone.zone_id,
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
