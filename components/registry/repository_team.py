"""A team's people see its images, its pipelines push and release them, and neither gets at another team's."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.identity.pipeline_identity import PipelineIdentity, PipelineRole
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.registry.access import PRODUCTION, STAGING, below


class RepositoryTeamArgs(TypedDict):
    """What a team's access needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group of the pipelines' identities."""
    subscription_id: Input[str]
    """Subscription of the registry."""
    registry_id: Input[str]
    """ARM id of a registry that grants by repository."""
    team: str
    """Name of the team, the part of the repositories' names after staging/ and production/."""
    groups: Mapping[str, str]
    """Object ids of the team's Entra groups, by what they are called in the stack."""
    push_subject: str
    """Where the pipeline runs that pushes, such as repo:example/shop:environment:build; empty for none."""
    release_subject: str
    """Where the pipeline runs that moves tested images to production; empty for none."""
    tags: Input[Mapping[str, str]]
    """Tags of the identities."""


class RepositoryTeam(ComponentResource):
    """Roles on a team's repositories: groups pull, one pipeline pushes to staging, another one to production.

    Nobody pushes in person, and no pipeline pushes what it then releases.
    """

    def __init__(self, name: str, args: RepositoryTeamArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:RepositoryTeam", name, {**args}, opts)
        team, read, write = args["team"], Role.ACR_REPOSITORY_READER, Role.ACR_REPOSITORY_WRITER
        staging, production = f"{STAGING}/{team}", f"{PRODUCTION}/{team}"
        for called, group_id in args["groups"].items():
            RoleGrant(
                f"{name}-{called}",
                {
                    "subscription_id": args["subscription_id"],
                    "principal_id": group_id,
                    "principal_type": authorization.PrincipalType.GROUP,
                    "role": read,
                    "scope": args["registry_id"],
                    "condition": below(read, staging, production),
                    "reason": f"The {called} of {team} look at its images.",
                },
                ResourceOptions(parent=self),
            )
        push: list[PipelineRole] = [{"name": "write", "role": write, "condition": below(write, staging)}]
        release: list[PipelineRole] = [
            {"name": "read", "role": read, "condition": below(read, staging)},
            {"name": "write", "role": write, "condition": below(write, production)},
        ]
        self.pipelines: dict[str, dict[str, Output[str]]] = {}
        """What others need of each pipeline's identity, by team and what it does."""
        for use, subject, roles in (
            ("push", args["push_subject"], push),
            ("release", args["release_subject"], release),
        ):
            if subject:
                self.pipelines[f"{team}-{use}"] = PipelineIdentity(
                    f"{team}-{use}",
                    {
                        "stem": args["stem"],
                        "role": f"{team}-{use}",
                        "resource_group_name": args["resource_group_name"],
                        "scope": args["registry_id"],
                        "subscription_id": args["subscription_id"],
                        "subject": subject,
                        "roles": roles,
                        "tags": args["tags"],
                    },
                    ResourceOptions(parent=self),
                ).outputs
        self.register_outputs({})
