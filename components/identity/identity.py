"""An identity that Azure keeps the credential of, so that nobody can leak it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import managedidentity

from components.naming import Kind
from components.naming import name as azure_name


class IdentityArgs(TypedDict):
    """What an identity needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the identity is for, the last part of its name."""
    resource_group_name: Input[str]
    """Resource group that owns the identity."""
    tags: Input[Mapping[str, str]]
    """Tags of the identity."""


class Identity(ComponentResource):
    """User-assigned managed identity: no secret, no certificate, a life of its own beside the resource it serves."""

    identity_id: Output[str]
    """ARM id, for the resource that takes the identity."""
    principal_id: Output[str]
    """Object id in Entra ID, for role assignments."""
    client_id: Output[str]
    """Application id, for sign-in."""

    def __init__(self, name: str, args: IdentityArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Identity", name, {**args}, opts)
        identity = managedidentity.UserAssignedIdentity(
            name,
            resource_name_=azure_name(Kind.IDENTITY, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.identity_id = identity.id
        self.principal_id = identity.principal_id
        self.client_id = identity.client_id
        self.register_outputs(
            {"identityId": self.identity_id, "principalId": self.principal_id, "clientId": self.client_id}
        )
