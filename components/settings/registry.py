"""What a stack may decide about its registry: copies, mirrors, rebuilds, how it grants, what is done with deletions."""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from components import regions
from components.registry.access import RegistryAccess
from components.registry.image_rebuild import RebuildSource
from components.registry.registry_mirror import MirrorSource
from components.settings.checks import Check, Problem, needs
from components.settings.network import Egress, NetworkSetting
from components.settings.section import Section

UPSTREAMS = ("docker.io", "ghcr.io", "mcr.microsoft.com", "public.ecr.aws", "quay.io", "registry.k8s.io")
"""Registries that Azure can mirror: https://learn.microsoft.com/azure/container-registry/artifact-cache-overview."""
PUBLISHED_BY_ANYBODY = ("docker.io", "ghcr.io", "public.ecr.aws", "quay.io")
"""Those of them where what is pulled is somebody's; of the others it is Microsoft's or that of Kubernetes."""
BUILD_REGIONS = (
    "canadacentral",
    "centralus",
    "eastasia",
    "eastus",
    "eastus2",
    "northeurope",
    "southcentralus",
    "switzerlandnorth",
    "westeurope",
    "westus2",
)
"""Where build agents are offered, as a preview: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools."""

SecretName = Annotated[str, Field(pattern=r"^[0-9a-zA-Z-]{1,127}$")]


class Cleanup(StrEnum):
    """What becomes of images nobody names any more; Azure does one or the other."""

    RETENTION = "retention"
    """Untagged images go after a week."""
    SOFT_DELETE = "softDelete"
    """Deleted images can be had back for a month."""


class CredentialsSetting(Section):
    """The account a mirror signs in with, by the names of its secrets in the application vault."""

    username_secret: SecretName
    password_secret: SecretName


def mirrored(value: str) -> str:
    """Pass repositories of a registry that Azure can mirror.

    Raises:
        ValueError: it is something else.

    """
    host, _, path = value.partition("/")
    if host not in UPSTREAMS:
        raise ValueError(f"{host!r} cannot be mirrored; choose from {', '.join(UPSTREAMS)}")
    if not path or "*" in path.removesuffix("*") or (path.endswith("*") and not f"/{path}".endswith("/*")):
        raise ValueError(f"{value!r} names no repository; write such as {host}/library/nginx or {host}/library/*")
    if host in PUBLISHED_BY_ANYBODY and path.strip("/") == "*":
        raise ValueError(f"{value!r} is what anybody publishes; name whose, such as {host}/library/*")
    return value


class MirrorSetting(Section):
    """Repositories of another registry that are pulled through ours."""

    upstream: Annotated[str, AfterValidator(mirrored)]
    credentials: CredentialsSetting | None = None

    @model_validator(mode="after")
    def signs_in_where_it_must(self) -> Self:
        """Docker Hub serves mirrors only with an account."""
        if self.upstream.startswith("docker.io/") and not self.credentials:
            raise ValueError("Docker Hub needs credentials; name usernameSecret and passwordSecret")
        return self

    @property
    def name(self) -> str:
        """The mirror's name, of letters, digits and hyphens."""
        return "mirror-" + re.sub(r"[^a-z0-9]+", "-", self.upstream.removesuffix("/*"))

    @property
    def source(self) -> MirrorSource:
        """The mirror as the registry takes it."""
        secrets = self.credentials
        return {
            "upstream": self.upstream,
            "username_secret": secrets.username_secret if secrets else "",
            "password_secret": secrets.password_secret if secrets else "",
        }


def without_secret(value: str) -> str:
    """Pass the places of sources that are read without a token, which would be there for everybody to see.

    Raises:
        ValueError: it is another one.

    """
    if not re.fullmatch(r"https://[^@\s]+\.git(#\S+)?|oci://[^@\s]+", value):
        raise ValueError(
            f"{value!r} is no place to read sources from without a token; write such as "
            "https://github.com/example/web.git#main or oci://example.azurecr.io/sources/web:main"
        )
    return value


class RebuildSetting(Section):
    """An image that is built anew when the image it stands on changes."""

    image: Annotated[str, Field(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$", max_length=40)]
    context: Annotated[str, AfterValidator(without_secret)]
    dockerfile: Annotated[str, Field(min_length=1)] = "Dockerfile"

    @property
    def name(self) -> str:
        """The task's name, of letters, digits and hyphens."""
        return "rebuild-" + re.sub(r"[^a-z0-9]+", "-", self.image)

    @property
    def source(self) -> RebuildSource:
        """The image as the task takes it."""
        return {"name": self.name, "image": self.image, "context": self.context, "dockerfile": self.dockerfile}


class RegistrySetting(Section):
    """Where the registry is copied, what it mirrors and rebuilds, how it grants, what becomes of what is deleted."""

    cleanup: Cleanup = Cleanup.RETENTION
    replica_regions: Annotated[list[Annotated[str, AfterValidator(regions.normalize)]], Field(default_factory=list)]
    mirrors: Annotated[list[MirrorSetting], Field(default_factory=list)]
    build_agents: bool = False
    rebuilds: Annotated[list[RebuildSetting], Field(default_factory=list)]
    access: RegistryAccess = RegistryAccess.TOKENS

    @property
    def soft_delete(self) -> bool:
        """Whether deleted images can be had back."""
        return self.cleanup is Cleanup.SOFT_DELETE


@needs("registry", "location")
def replicas_are_elsewhere(registry: RegistrySetting, location: str) -> Iterator[Problem]:
    """A copy at home is none, and each region has one at most."""
    for region in registry.replica_regions:
        if region not in regions.SHORT_NAMES:
            yield "registry", f"replicaRegions: {region!r} is not a region with availability zones"
    if location in registry.replica_regions:
        yield "registry", f"replicaRegions: the registry is in {location} already; remove it"
    if len(set(registry.replica_regions)) < len(registry.replica_regions):
        yield "registry", "replicaRegions: a region stands there twice; remove one"


@needs("registry")
def replicas_have_no_soft_delete(registry: RegistrySetting) -> Iterator[Problem]:
    """See https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy."""
    if registry.replica_regions and registry.cleanup is Cleanup.SOFT_DELETE:
        yield "registry", "a replicated registry has no soft delete; set cleanup to retention or empty replicaRegions"


@needs("registry")
def roles_by_repository_have_no_soft_delete(registry: RegistrySetting) -> Iterator[Problem]:
    """The API of that mode has no soft delete but in previews."""
    if registry.access is RegistryAccess.ABAC and registry.cleanup is Cleanup.SOFT_DELETE:
        yield "registry", "access abac has no soft delete yet; set cleanup to retention or access to tokens"


@needs("registry")
def mirrors_are_apart(registry: RegistrySetting) -> Iterator[Problem]:
    """Azure refuses rules that overlap."""
    for one, other in combinations((mirror.upstream for mirror in registry.mirrors), 2):
        stems = one.removesuffix("*"), other.removesuffix("*")
        contains = any(a.endswith("/") and b.startswith(a) for a, b in (stems, stems[::-1]))
        if contains or stems[0] == stems[1]:
            yield "registry", f"mirrors: {one} and {other} overlap; keep one of them"


@needs("registry", "network")
def mirrors_leave_the_bootstrap_alone(registry: RegistrySetting, network: NetworkSetting) -> Iterator[Problem]:
    """An isolated cluster starts from a mirror of Microsoft's registry of its own."""
    if network.isolated and any(mirror.upstream.startswith("mcr.") for mirror in registry.mirrors):
        yield "registry", "mirrors: an isolated network mirrors mcr.microsoft.com already; remove it"


@needs("registry", "network")
def build_agents_have_a_way_out(registry: RegistrySetting, network: NetworkSetting) -> Iterator[Problem]:
    """Agents ask Azure's services at their public names, which the own firewall's list of hosts does not hold."""
    if registry.build_agents and network.egress not in (Egress.NAT_GATEWAY, Egress.HUB):
        yield "registry", f"buildAgents have no way out with egress {network.egress}; set natGateway or hub, or false"


@needs("registry", "location")
def build_agents_are_offered(registry: RegistrySetting, location: str) -> Iterator[Problem]:
    """Azure has them in some regions only."""
    if registry.build_agents and location not in BUILD_REGIONS:
        yield "registry", f"buildAgents are not offered in {location}, only in {', '.join(BUILD_REGIONS)}"


@needs("registry")
def rebuilds_have_agents(registry: RegistrySetting) -> Iterator[Problem]:
    """Azure's shared agents do not reach a private registry."""
    if registry.rebuilds and not registry.build_agents:
        yield "registry", "rebuilds run on machines in the network; set buildAgents to true"


@needs("registry")
def rebuilds_push_with_the_registrys_token(registry: RegistrySetting) -> Iterator[Problem]:
    """The SDK's API version gives a task no identity for its own registry, which asks for one in that mode.

    See https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions.
    """
    if registry.rebuilds and registry.access is RegistryAccess.ABAC:
        yield "registry", "rebuilds cannot push with access abac; empty rebuilds or set access to tokens"


@needs("registry")
def rebuilds_are_apart(registry: RegistrySetting) -> Iterator[Problem]:
    """Each image has one task."""
    names = [one.name for one in registry.rebuilds]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "registry", f"rebuilds: there is more than one task {name!r}; remove one, or rename its image"


CHECKS: tuple[Check, ...] = (
    replicas_are_elsewhere,
    replicas_have_no_soft_delete,
    roles_by_repository_have_no_soft_delete,
    mirrors_are_apart,
    mirrors_leave_the_bootstrap_alone,
    build_agents_have_a_way_out,
    build_agents_are_offered,
    rebuilds_have_agents,
    rebuilds_push_with_the_registrys_token,
    rebuilds_are_apart,
)
