"""A person gets what the work asks for by being in a group, and what is dangerous only while it is needed."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import authorization

from components.identity.role_eligibility import RoleEligibility
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role


class Access(TypedDict):
    """One role at one place."""

    name: str
    """What the access is called among those of a persona."""
    role: Role
    """What may be done."""
    scope: Input[str]
    """ARM id of where."""
    privileged: bool
    """Whether it can do harm that cannot be undone, so that it is activated when needed where that is set up."""


class PersonaArgs(TypedDict):
    """What a persona needs from its caller."""

    subscription_id: Input[str]
    """Subscription of the scopes."""
    group_id: str
    """Object id of the Entra group."""
    work: str
    """What the people in it do, the reason of each of their roles."""
    access: list[Access]
    """What the work asks for."""
    eligible_from: str
    """First day of eligibility for privileged roles, such as 2026-12-01; empty: they are held at all times."""


class Persona(ComponentResource):
    """Entra group with exact roles at exact places; privileged ones may need to be activated."""

    def __init__(self, name: str, args: PersonaArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Persona", name, {**args}, opts)
        for access in args["access"]:
            if access["privileged"] and args["eligible_from"]:
                RoleEligibility(
                    f"{name}-{access['name']}",
                    {
                        "subscription_id": args["subscription_id"],
                        "principal_id": args["group_id"],
                        "role": access["role"],
                        "scope": access["scope"],
                        "start": args["eligible_from"],
                        "reason": args["work"],
                    },
                    ResourceOptions(parent=self),
                )
            else:
                RoleGrant(
                    f"{name}-{access['name']}",
                    {
                        "subscription_id": args["subscription_id"],
                        "principal_id": args["group_id"],
                        "principal_type": authorization.PrincipalType.GROUP,
                        "role": access["role"],
                        "scope": access["scope"],
                        "reason": args["work"],
                    },
                    ResourceOptions(parent=self),
                )
        self.register_outputs({})
