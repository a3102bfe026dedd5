"""One principal may do one thing at one place."""

from typing import NotRequired, TypedDict

from pulumi import Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.identity.roles import Role


class RoleGrantArgs(TypedDict):
    """What a grant needs from its caller."""

    subscription_id: Input[str]
    """Subscription of the scope, part of the role definition's id."""
    principal_id: Input[str]
    """Object id of who is granted the role."""
    principal_type: NotRequired[Input[str]]
    """ServicePrincipal (the default, managed identities included), Group or User."""
    role: Role
    """What is granted."""
    scope: Input[str]
    """ARM id of where it holds."""
    condition: NotRequired[str]
    """When it holds, in Azure's language of conditions, version 2.0."""
    reason: str
    """Why, shown beside the assignment in Azure."""


class RoleGrant(authorization.RoleAssignment):
    """Role assignment that names its principal's type, so that a principal made a moment ago is found."""

    def __init__(self, name: str, args: RoleGrantArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(
            name,
            principal_id=args["principal_id"],
            principal_type=args.get("principal_type", authorization.PrincipalType.SERVICE_PRINCIPAL),
            role_definition_id=Output.from_input(args["subscription_id"]).apply(args["role"].definition_id),
            scope=args["scope"],
            condition=args.get("condition"),
            condition_version="2.0" if "condition" in args else None,
            description=args["reason"],
            opts=opts,
        )
