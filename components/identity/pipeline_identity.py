"""A pipeline signs in as what it is, from where it runs, for as long as it runs; there is no secret to steal."""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import managedidentity

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant, RoleGrantArgs
from components.identity.roles import Role

ISSUER = "https://token.actions.githubusercontent.com"
"""GitHub Actions: https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments."""
AUDIENCE = "api://AzureADTokenExchange"


class PipelineRole(TypedDict):
    """What a pipeline may do where it works."""

    name: str
    """What the access is called among those of a pipeline."""
    role: Role
    """What may be done."""
    condition: NotRequired[str]
    """When."""
    scope: NotRequired[Input[str]]
    """ARM id of where, if that is not where the pipeline works."""


class PipelineIdentityArgs(TypedDict):
    """What a pipeline's identity needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    role: str
    """What the pipeline does, the last part of its name."""
    resource_group_name: Input[str]
    """Resource group that owns the identity."""
    scope: Input[str]
    """ARM id of the resource group or resource that the pipeline works on."""
    subscription_id: Input[str]
    """Subscription of all scopes."""
    subject: str
    """The one repository and environment that may be it, such as repo:example/platform:environment:prod."""
    roles: list[PipelineRole]
    """What it may do, and nothing else."""
    tags: Input[Mapping[str, str]]
    """Tags of the identity."""


class PipelineIdentity(ComponentResource):
    """Managed identity that one environment of one GitHub repository signs in as, with the roles it works by."""

    client_id: Output[str]
    """Application id, for the workflow's sign-in."""
    principal_id: Output[str]
    """Object id, for what others grant to it."""

    def __init__(self, name: str, args: PipelineIdentityArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:PipelineIdentity", name, {**args}, opts)
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": args["role"],
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        managedidentity.FederatedIdentityCredential(
            name,
            federated_identity_credential_resource_name="github",
            resource_name_=identity.id.apply(lambda arm_id: arm_id.rsplit("/", 1)[-1]),
            resource_group_name=args["resource_group_name"],
            issuer=ISSUER,
            subject=args["subject"],
            audiences=[AUDIENCE],
            opts=ResourceOptions(parent=self),
        )
        for given in args["roles"]:
            grant: RoleGrantArgs = {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": given["role"],
                "scope": given.get("scope", args["scope"]),
                "reason": f"The pipeline {args['role']} works on this platform and nothing else.",
            }
            if "condition" in given:
                grant["condition"] = given["condition"]
            RoleGrant(f"{name}-{given['name']}", grant, ResourceOptions(parent=self))
        self.client_id, self.principal_id = identity.client_id, identity.principal_id
        self.register_outputs({"clientId": self.client_id, "principalId": self.principal_id})

    @property
    def outputs(self) -> dict[str, Output[str]]:
        """What others need of this identity."""
        return {"client_id": self.client_id, "principal_id": self.principal_id}


def granting_only(roles: list[Role]) -> str:
    """Return the condition that an administrator of grants gives and takes these roles and no others.

    The language: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples.
    """
    allowed = ", ".join(role.value for role in roles)
    attribute = "Microsoft.Authorization/roleAssignments:RoleDefinitionId"
    return " AND ".join(
        f"((!(ActionMatches{{'Microsoft.Authorization/roleAssignments/{action}'}})) OR "
        f"({source}[{attribute}] ForAnyOfAnyValues:GuidEquals {{{allowed}}}))"
        for action, source in (("write", "@Request"), ("delete", "@Resource"))
    )


_NOT_GIVEN = (
    Role.CONTRIBUTOR,
    Role.DATA_OPERATOR_FOR_MANAGED_DISKS,
    Role.DISK_SNAPSHOT_CONTRIBUTOR,
    Role.RBAC_ADMINISTRATOR,
    Role.RESOURCE_POLICY_CONTRIBUTOR,
)
PREVIEW: list[PipelineRole] = [{"name": "see", "role": Role.READER}]
"""What a pipeline needs that shows what would change."""
DEPLOY: list[PipelineRole] = [
    {"name": "change", "role": Role.CONTRIBUTOR},
    {"name": "govern", "role": Role.RESOURCE_POLICY_CONTRIBUTOR},
    {
        "name": "grant",
        "role": Role.RBAC_ADMINISTRATOR,
        "condition": granting_only([role for role in Role if role not in _NOT_GIVEN]),
    },
]
"""What a pipeline needs that changes it; it cannot give itself or anyone more than the platform's own roles.

Contributor may write all but Microsoft.Authorization, where policies are:
https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged. Locks and eligibilities are there
too, and a person's: who could write them could delete what is locked, and be given any role.
"""


def everywhere(name: str, role: Role, scopes: Mapping[str, Input[str]]) -> list[PipelineRole]:
    """Return one role at further places, which are named as what they are called in the stack."""
    return [{"name": f"{name}-{place}", "role": role, "scope": scope} for place, scope in scopes.items()]
