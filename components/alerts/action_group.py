"""An alert reaches a person."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.naming import Kind
from components.naming import name as azure_name


class ActionGroupArgs(TypedDict):
    """What an action group needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the action group."""
    emails: list[str]
    """Who is told, one address or more."""
    tags: Input[Mapping[str, str]]
    """Tags of the action group."""


class ActionGroup(ComponentResource):
    """Action group that mails every alert, in the common schema, to each address."""

    action_group_id: Output[str]
    """ARM id, for whatever raises an alert."""

    def __init__(self, name: str, args: ActionGroupArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ActionGroup", name, {**args}, opts)
        group = monitor.ActionGroup(
            name,
            action_group_name=azure_name(Kind.ACTION_GROUP, args["stem"]),
            resource_group_name=args["resource_group_name"],
            location="global",
            group_short_name="platform",
            enabled=True,
            email_receivers=[
                {"name": f"mail-{number}", "email_address": email, "use_common_alert_schema": True}
                for number, email in enumerate(args["emails"], 1)
            ],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.action_group_id = group.id
        self.register_outputs({"actionGroupId": self.action_group_id})
