"""An identity that Azure keeps the credential of, so that nobody can leak it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import Input, ResourceOptions
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


class Identity(managedidentity.UserAssignedIdentity):
    """User-assigned managed identity: no secret, no certificate, a life of its own beside the resource it serves.

    Its `id` is for the resource that takes the identity, its `principal_id` for role assignments, its `client_id` for
    sign-in.
    """

    def __init__(self, name: str, args: IdentityArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(
            name,
            resource_name_=azure_name(Kind.IDENTITY, args["stem"], args["role"]),
            resource_group_name=args["resource_group_name"],
            tags=args["tags"],
            opts=opts,
        )
