"""A key, secret or certificate about to expire is an alert, weeks before it is an outage."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import eventgrid

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name


class ExpiryNoticeArgs(TypedDict):
    """What a notice needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the vault is for, the last part of the topic's name."""
    resource_group_name: Input[str]
    """Resource group that owns the topic; the vault's."""
    vault_id: Input[str]
    """ARM id of the vault that is watched."""
    action_group_ids: Sequence[Input[str]]
    """ARM ids of who is told; without one the alert only stands in Azure Monitor."""
    workspace_id: Input[str]
    """ARM id of the workspace for events that could not be delivered."""
    tags: Input[Mapping[str, str]]
    """Tags of the topic."""


class ExpiryNotice(ComponentResource):
    """Topic of a vault's events; those of expiry, 30 days ahead and at the end, become alerts of Azure Monitor.

    Key Vault publishes them for versions made after the subscription, so this stands before keys are made:
    https://learn.microsoft.com/azure/key-vault/general/event-grid-overview.
    """

    def __init__(self, name: str, args: ExpiryNoticeArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ExpiryNotice", name, {**args}, opts)
        topic = eventgrid.SystemTopic(
            name,
            system_topic_name=azure_name(Kind.EVENT_TOPIC, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            source=args["vault_id"],
            topic_type="Microsoft.KeyVault.vaults",
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        Diagnostics(
            name,
            {
                "resource_id": topic.id,
                "workspace_id": args["workspace_id"],
                "categories": ["DeliveryFailures"],
            },
            ResourceOptions(parent=self),
        )
        eventgrid.SystemTopicEventSubscription(
            name,
            event_subscription_name="expiry",
            system_topic_name=topic.name,
            resource_group_name=args["resource_group_name"],
            # Alerts take this schema only: https://learn.microsoft.com/azure/event-grid/handle-alerts-in-azure-monitor
            event_delivery_schema=eventgrid.EventDeliverySchema.CLOUD_EVENT_SCHEMA_V1_0,
            destination=eventgrid.MonitorAlertEventSubscriptionDestinationArgs(
                endpoint_type="MonitorAlert",
                severity=eventgrid.MonitorAlertSeverity.SEV2,
                action_groups=args["action_group_ids"],
                description="A key, secret or certificate of the platform expires within 30 days, or has expired.",
            ),
            filter={"included_event_types": EVENTS},
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})


EVENTS = [
    f"Microsoft.KeyVault.{what}{event}"
    for what in ("Key", "Secret", "Certificate")
    for event in ("NearExpiry", "Expired")
]
