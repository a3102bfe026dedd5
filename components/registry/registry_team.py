"""A team pushes to its own part of staging and pulls from its own part of production; only a release moves images."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import containerregistry as acr

from components.registry.access import PRODUCTION, STAGING

READ = ("content/read", "metadata/read")
WRITE = ("content/read", "content/write", "metadata/read", "metadata/write")


class RegistryTeamArgs(TypedDict):
    """What a team's access needs from its caller."""

    registry_name: Input[str]
    """Registry of the images."""
    resource_group_name: Input[str]
    """Resource group of the registry."""
    team: str
    """Name of the team, the part of the repositories' names after staging/ and production/."""


class RegistryTeam(ComponentResource):
    """Scope maps for pushing, releasing and pulling a team's images, each with a token that is disabled.

    A pipeline without an identity of its own gets its token enabled for the time it needs it, with a password that
    expires; nobody gets one by default.
    """

    def __init__(self, name: str, args: RegistryTeamArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:RegistryTeam", name, {**args}, opts)
        team = args["team"]
        staging, production = f"{STAGING}/{team}/*", f"{PRODUCTION}/{team}/*"
        for use, description, actions in (
            ("push", "Push and test images.", _actions(staging, WRITE)),
            ("release", "Move tested images to production.", _actions(staging, READ) + _actions(production, WRITE)),
            ("pull", "Run released images.", _actions(production, READ)),
        ):
            scope_map = acr.ScopeMap(
                f"{name}-{use}",
                scope_map_name=f"{team}-{use}",
                registry_name=args["registry_name"],
                resource_group_name=args["resource_group_name"],
                description=description,
                actions=actions,
                opts=ResourceOptions(parent=self),
            )
            acr.Token(
                f"{name}-{use}",
                token_name=f"{team}-{use}",
                registry_name=args["registry_name"],
                resource_group_name=args["resource_group_name"],
                scope_map_id=scope_map.id,
                status=acr.TokenStatus.DISABLED,
                # Who enables a token for a while does so by hand, and the next update ends it.
                opts=ResourceOptions(parent=self),
            )
        self.register_outputs({})


def _actions(repositories: str, allowed: tuple[str, ...]) -> list[str]:
    return [f"repositories/{repositories}/{action}" for action in allowed]
