"""Applications send their telemetry with their own identity, and it lies beside the platform's logs."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import applicationinsights, monitor
from pulumi_azure_native.applicationinsights import PublicNetworkAccessType

from components.naming import Kind
from components.naming import name as azure_name


class ApplicationInsightsArgs(TypedDict):
    """What Application Insights needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the resource."""
    workspace_id: Input[str]
    """ARM id of the workspace that keeps the telemetry."""
    scope_id: Input[str] | None
    """ARM id of the private link scope by which alone telemetry comes in; None lets it come publicly."""
    tags: Input[Mapping[str, str]]
    """Tags of the resource."""


class ApplicationInsights(ComponentResource):
    """Workspace-based Application Insights: no shared key lets telemetry in, and addresses of users are masked."""

    component_id: Output[str]
    """ARM id, for the roles of those who send."""
    connection_string: Output[str]
    """Where applications send telemetry; it is no secret, since the sender needs a role."""

    def __init__(self, name: str, args: ApplicationInsightsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ApplicationInsights", name, {**args}, opts)
        access = PublicNetworkAccessType.DISABLED if args["scope_id"] else PublicNetworkAccessType.ENABLED
        component = applicationinsights.Component(
            name,
            resource_name_=azure_name(Kind.APPLICATION_INSIGHTS, args["stem"]),
            resource_group_name=args["resource_group_name"],
            kind="web",
            application_type=applicationinsights.ApplicationType.WEB,
            ingestion_mode=applicationinsights.IngestionMode.LOG_ANALYTICS,
            workspace_resource_id=args["workspace_id"],
            disable_local_auth=True,
            disable_ip_masking=False,
            public_network_access_for_ingestion=access,
            public_network_access_for_query=access,
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        if args["scope_id"]:
            monitor.PrivateLinkScopedResource(
                name,
                name="applications",
                scope_name=Output.from_input(args["scope_id"]).apply(lambda scope: scope.rpartition("/")[2]),
                resource_group_name=args["resource_group_name"],
                kind=monitor.ScopedResourceKind.RESOURCE,
                linked_resource_id=component.id,
                opts=ResourceOptions(parent=self),
            )
        self.component_id, self.connection_string = component.id, component.connection_string
        self.register_outputs({"componentId": self.component_id, "connectionString": self.connection_string})
