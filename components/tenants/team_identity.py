"""A team's workloads are one identity in Azure, which reads the team's secrets and nothing else."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import managedidentity

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role

AUDIENCE = "api://AzureADTokenExchange"


class TeamIdentityArgs(TypedDict):
    """What a team's identity needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the identity."""
    subscription_id: Input[str]
    """Subscription of the vault."""
    oidc_issuer_url: Input[str]
    """Issuer of the tokens of the cluster's service accounts."""
    vault_id: Input[str]
    """ARM id of the applications' vault."""
    team: str
    """Name of the team, its namespace and its service account."""
    secrets: list[str]
    """Names of its secrets."""
    tags: Input[Mapping[str, str]]
    """Tags of the identity."""


class TeamIdentity(ComponentResource):
    """Managed identity that the team's one service account signs in as, with a role on each of its secrets.

    Roles on single secrets: https://learn.microsoft.com/azure/key-vault/general/rbac-guide.
    """

    client_id: Output[str]
    """Application id, for the service account and the secrets' class."""
    principal_id: Output[str]
    """Object id, for further roles."""

    def __init__(self, name: str, args: TeamIdentityArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:TeamIdentity", name, {**args}, opts)
        team = args["team"]
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": f"team-{team}",
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        managedidentity.FederatedIdentityCredential(
            name,
            federated_identity_credential_resource_name="cluster",
            resource_name_=identity.id.apply(lambda arm_id: arm_id.rsplit("/", 1)[-1]),
            resource_group_name=args["resource_group_name"],
            issuer=args["oidc_issuer_url"],
            subject=f"system:serviceaccount:{team}:{team}",
            audiences=[AUDIENCE],
            opts=ResourceOptions(parent=self),
        )
        for secret in args["secrets"]:
            RoleGrant(
                f"{name}-{secret}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": identity.principal_id,
                    "role": Role.KEY_VAULT_SECRETS_USER,
                    "scope": Output.format("{0}/secrets/{1}", args["vault_id"], secret),
                    "reason": f"The workloads of {team} read this secret of theirs.",
                },
                ResourceOptions(parent=self),
            )
        self.client_id = identity.client_id
        self.principal_id = identity.principal_id
        self.register_outputs({"clientId": self.client_id, "principalId": self.principal_id})
