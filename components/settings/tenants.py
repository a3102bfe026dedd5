"""What a stack may decide about its tenants: who they are, how they get into the cluster, what admission does."""

from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Annotated
from uuid import UUID

from pulumi import Output
from pydantic import AfterValidator, Field, SecretStr

from components.cluster.options import MESH_GATEWAY_NAMESPACE
from components.identity.people import Team
from components.kubernetes.access import ClusterAccess
from components.kubernetes.manifest import Manifest
from components.registry.access import RegistryAccess
from components.settings.admission import AdmissionSetting
from components.settings.checks import Check, Problem, needs
from components.settings.cluster import ClusterSetting
from components.settings.identity import IdentitySetting, Subject
from components.settings.network import NetworkSetting, host_and_port
from components.settings.registry import RegistrySetting
from components.settings.section import SecretName, Section, Word
from components.signatures.ratify import NAMESPACE as RATIFY_NAMESPACE
from components.tenants.declaration import Declaration, Tenancy
from components.tenants.delivery import NAMESPACE as FLUX_NAMESPACE
from components.tenants.delivery import Repository
from components.tenants.network_policies import HTTPS, address
from components.tenants.quota import QuotaClass

SYSTEM_NAMESPACES = ("gatekeeper-system", "kube-node-lease", "kube-public", "kube-system")
ENDINGS = ("com", "io", "local", "net", "svc")
"""Last labels of the names that the platform's own pods ask for: Azure's hosts, and services of the cluster."""
MESH_GATEWAY: Manifest = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": MESH_GATEWAY_NAMESPACE}}}
"""Where clients come from that the mesh lets in."""
_REPOSITORY = r"^https://[a-z0-9.-]+(/[A-Za-z0-9._-]+)+$"

Destination = Annotated[str, AfterValidator(host_and_port)]


class ImagesSetting(Section):
    """Where the pipelines of a team's images run."""

    push_subject: Subject
    release_subject: Subject


class TeamSetting(Section):
    """People who share workloads, and what these need."""

    name: Word
    operators: UUID
    developers: UUID
    quota: QuotaClass = QuotaClass.SMALL
    secrets: Annotated[list[SecretName], Field(default_factory=list)]
    egress_hosts: Annotated[list[Destination], Field(default_factory=list)]
    exposed: bool = False
    images: ImagesSetting | None = None

    def declaration(self, telemetry: list[str]) -> Declaration:
        """Return the team as the platform takes it, with hosts that everybody's telemetry goes to."""
        return {
            "name": self.name,
            "operators": str(self.operators),
            "developers": str(self.developers),
            "quota": self.quota,
            "secrets": self.secrets,
            "egress_hosts": [*self.egress_hosts, *telemetry],
            "exposed": self.exposed,
        }


class ManifestsSetting(Section):
    """Where objects of the cluster are written, and where Flux finds them."""

    folder: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$")] = (
        "manifests"
    )
    repository: Annotated[str, Field(pattern=_REPOSITORY)] | None = None
    branch: Annotated[str, Field(min_length=1)] = "main"
    token: SecretStr | None = None

    @property
    def source(self) -> Repository | None:
        """The repository as Flux takes it."""
        if self.repository is None:
            return None
        token = Output.secret(self.token.get_secret_value()) if self.token else None
        return {"url": self.repository, "branch": self.branch, "path": self.folder, "token": token}

    def of(self, stamp: str) -> "ManifestsSetting":
        """Return the same for a further stamp: its folder is beside the first one's, below which Flux applies all."""
        return self.model_copy(update={"folder": f"{self.folder}-{stamp}"}) if stamp else self


def hosts(teams: list[TeamSetting], manifests: ManifestsSetting) -> list[str]:
    """Return what the teams and the delivery of their objects must reach outside, where only HTTPS leads."""
    git = [manifests.repository.split("/")[2]] if manifests.repository else []
    return sorted({*git, *(name for name, port in _addresses(teams) if port == HTTPS)})


def endpoint_ports(teams: list[TeamSetting]) -> list[str]:
    """Return where else than by HTTPS the teams reach hosts, whose private endpoints are in the network."""
    return [str(port) for port in sorted({port for _, port in _addresses(teams)} - {HTTPS})]


def _addresses(teams: list[TeamSetting]) -> list[tuple[str, int]]:
    return [address(one) for team in teams for one in team.egress_hosts]


def people(teams: list[TeamSetting], access: ClusterAccess) -> list[Team]:
    """Return the teams' people; where the program makes namespaces, their roles in there are its own, not Azure's."""
    return [
        {
            "name": team.name,
            "operators": str(team.operators),
            "developers": str(team.developers),
            "namespaces": [] if access.writes_objects else [team.name],
        }
        for team in teams
    ]


def tenancy(  # noqa: PLR0913 - one decision each
    teams: list[TeamSetting],
    manifests: ManifestsSetting,
    admission: AdmissionSetting,
    *,
    access: ClusterAccess,
    operators: list[str],
    telemetry: list[str],
    mesh: bool,
    addresses: IPv4Network,
    protect_data: bool,
    spared: list[str],
) -> Tenancy:
    """Return what is decided about tenants, as the platform takes it."""
    flux = [FLUX_NAMESPACE] if access is ClusterAccess.RENDER else []
    return {
        "teams": [team.declaration(telemetry) for team in teams],
        "access": access,
        "mesh": mesh,
        "entrance": MESH_GATEWAY if mesh else {"ipBlock": {"cidr": str(addresses)}},
        "folder": manifests.folder,
        "repository": manifests.source,
        "mode": admission.mode,
        "allow_shells": admission.allow_shells,
        "host_suffixes": admission.host_suffixes,
        "signing": admission.signatures.signing if admission.signatures else None,
        "operators": operators,
        "protect_data": protect_data,
        "spared_namespaces": [*SYSTEM_NAMESPACES, *spared, *flux],
    }


def groups(identity: IdentitySetting, teams: list[TeamSetting]) -> list[UUID]:
    """Return every group, as often as it is named."""
    named = (identity.platform_operators, identity.security_readers)
    people = (group for team in teams for group in (team.operators, team.developers))
    return [*(group for group in named if group), *people]


@needs("identity", "teams")
def groups_are_apart(identity: IdentitySetting, teams: list[TeamSetting]) -> Iterator[Problem]:
    """Two personas in one group would be one persona with both's rights, and Azure refuses a grant made twice."""
    for group, count in Counter(groups(identity, teams)).items():
        if count > 1:
            yield "teams", f"group {group} stands for {count} personas; give each a group of its own"


@needs("teams")
def teams_are_apart(teams: list[TeamSetting]) -> Iterator[Problem]:
    """A name belongs to one team, and none to Kubernetes."""
    for name, count in Counter(team.name for team in teams).items():
        if count > 1:
            yield "teams", f"there is more than one team {name!r}; give each its own name"
        if name in ("default", *SYSTEM_NAMESPACES):
            yield "teams", f"namespace {name!r} is the cluster's own; choose another name"


@needs("teams", "network", "manifests")
def namespaces_answer_for_no_host(
    teams: list[TeamSetting], network: NetworkSetting, manifests: ManifestsSetting
) -> Iterator[Problem]:
    """Pods ask for `a.b.com` as `a.b.com.svc.cluster.local` first: host `a` of service `b` in a namespace `com`.

    https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
    """
    called = [*hosts(teams, manifests), *(name for name, _ in _addresses(teams)), *network.allowed_hosts]
    endings = {*ENDINGS, *(host.rpartition(".")[2] for host in called)}
    for name in dict.fromkeys(team.name for team in teams):
        if name in endings:
            yield "teams", f"namespace {name!r} would answer for hosts that end in .{name}; choose another name"


@needs("teams")
def secrets_are_apart(teams: list[TeamSetting]) -> Iterator[Problem]:
    """A secret belongs to one team: who shares it shares all that it opens."""
    for secret, count in Counter(secret.lower() for team in teams for secret in team.secrets).items():
        if count > 1:
            yield "teams", f"secret {secret!r} stands {count} times among the teams' secrets; give it to one"


@needs("teams", "registry", "identity")
def pipelines_of_images_are_apart(
    teams: list[TeamSetting], registry: RegistrySetting, identity: IdentitySetting
) -> Iterator[Problem]:
    """Who pushes must not release, and no pipeline acts for two; a part of the registry takes roles by repository."""
    subjects = Counter(
        subject for team in teams if team.images for subject in (team.images.push_subject, team.images.release_subject)
    )
    subjects.update({subject for _, subject, _ in identity.pipelines})
    for subject, count in subjects.items():
        if count > 1:
            yield "teams", f"{subject} stands for {count} pipelines; give each its own environment"
    for team in teams:
        if team.images and registry.access is not RegistryAccess.ABAC:
            yield "teams", f"{team.name}: images needs roles by repository; set registry.access to abac or remove it"


@needs("teams", "network")
def hosts_can_be_reached(teams: list[TeamSetting], network: NetworkSetting) -> Iterator[Problem]:
    """Without a way out there is no host to call; what else than HTTPS is asked for is inside anyway."""
    for team in teams:
        if network.isolated and any(port == HTTPS for _, port in _addresses([team])):
            yield "teams", f"{team.name}: egressHosts cannot be reached with egress: isolated; remove them"


@needs("cluster_access", "manifests", "network")
def files_are_fetched(access: ClusterAccess, manifests: ManifestsSetting, network: NetworkSetting) -> Iterator[Problem]:
    """What is written and fetched by nobody protects nothing."""
    if access is ClusterAccess.RENDER and manifests.repository is None:
        yield "manifests", "clusterAccess: render needs repository, such as https://github.com/example/platform"
    if access is not ClusterAccess.RENDER and manifests.repository is not None:
        yield "manifests", f"clusterAccess: {access} writes no files; remove repository or set clusterAccess: render"
    if access is ClusterAccess.RENDER and network.isolated:
        yield "cluster_access", "egress: isolated leaves render no way to the repository; set azure or direct"
    if manifests.token and manifests.repository is None:
        yield "manifests", "token opens no repository; remove it or give repository"


@needs("admission", "cluster_access", "cluster", "network", "teams")
def signatures_can_be_verified(
    admission: AdmissionSetting,
    access: ClusterAccess,
    cluster: ClusterSetting,
    network: NetworkSetting,
    teams: list[TeamSetting],
) -> Iterator[Problem]:
    """Who verifies must be in the cluster, and find nothing that nobody could have signed."""
    if admission.signatures is None:
        return
    if not access.writes_objects:
        yield "admission", "signatures needs somebody who installs Ratify; set clusterAccess: direct or render"
    if cluster.mesh:
        yield "admission", "signatures would refuse the mesh's proxies, which others sign; remove it or cluster.mesh"
    if network.isolated:
        yield "admission", "signatures: with egress: isolated Ratify cannot sign in to Entra; choose another egress"
    if any(team.name == RATIFY_NAMESPACE for team in teams):
        yield "teams", f"namespace {RATIFY_NAMESPACE!r} is that of signatures; choose another name"
    theirs = {secret.lower() for team in teams for secret in team.secrets}
    for certificate in admission.signatures.certificates:
        if certificate.lower() in theirs:
            yield "admission", f"signatures: certificate {certificate!r} is a team's secret; name one of the platform's"


CHECKS: tuple[Check, ...] = (
    groups_are_apart,
    teams_are_apart,
    namespaces_answer_for_no_host,
    secrets_are_apart,
    pipelines_of_images_are_apart,
    hosts_can_be_reached,
    files_are_fetched,
    signatures_can_be_verified,
)
