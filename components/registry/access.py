"""How a registry grants: as a whole, or repository by repository."""

from enum import StrEnum

from components.identity.roles import Role

STAGING = "staging"
"""What repositories begin with that teams push to; images are judged here, and no cluster runs them."""
PRODUCTION = "production"
"""What repositories begin with that clusters run from; a release moves images here."""

_OPERATIONS = {
    Role.ACR_REPOSITORY_READER: ("content/read", "metadata/read"),
    Role.ACR_REPOSITORY_WRITER: ("content/read", "content/write", "metadata/read", "metadata/write"),
}
_REPOSITORIES = "Microsoft.ContainerRegistry/registries/repositories"


class RegistryAccess(StrEnum):
    """What a registry asks before it lets somebody pull or push."""

    TOKENS = "tokens"
    """Roles hold on the registry as a whole; for a part of it there are tokens, disabled until they are needed."""
    ABAC = "abac"
    """Roles hold on repositories, for identities of Entra ID only; AcrPull and AcrPush mean nothing any more."""

    @property
    def pull(self) -> Role:
        """What lets an identity pull.

        See https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview.
        """
        return Role.ACR_REPOSITORY_READER if self is RegistryAccess.ABAC else Role.ACR_PULL


def below(role: Role, *prefixes: str) -> str:
    """Return the condition that a role on repositories holds below some prefixes only, such as staging/shop.

    The language: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions.
    Without the slash at the end, team shop would be let into the repositories of team shopping.
    """
    others = " AND ".join(f"!(ActionMatches{{'{_REPOSITORIES}/{operation}'}})" for operation in _OPERATIONS[role])
    named = " OR ".join(f"@Request[{_REPOSITORIES}:name] StringStartsWithIgnoreCase '{one}/'" for one in prefixes)
    return f"(({others}) OR ({named}))"
