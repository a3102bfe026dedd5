"""What a stack may decide, each decision with its meaning and limits; types and defaults stand in `Pulumi.yaml`."""

from dataclasses import replace
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from components import naming, regions
from components.kubernetes.access import ClusterAccess
from components.network.egress_allow_list import AddOn, Destinations, telemetry_hosts
from components.settings import tenants
from components.settings.admission import AdmissionSetting
from components.settings.checks import cidr, supported_version, usable_zones
from components.settings.cluster import ClusterSetting
from components.settings.governance import GovernanceSetting
from components.settings.identity import IdentitySetting
from components.settings.maintenance import MaintenanceSetting
from components.settings.monitoring import MonitoringSetting
from components.settings.network import NetworkSetting
from components.settings.pools import SystemPool, UserPool
from components.settings.registry import RegistrySetting
from components.settings.section import Section, Word
from components.settings.stamps import StampPlan, StampSetting
from components.settings.tenants import ManifestsSetting, TeamSetting
from components.tenants.declaration import Tenancy

Cidr = Annotated[IPv4Network, BeforeValidator(cidr)]


class Tier(StrEnum):
    """What is paid for a cluster; both have an uptime agreement."""

    STANDARD = "Standard"
    PREMIUM = "Premium"


class DeployerType(StrEnum):
    """What kind of principal runs the deployment."""

    SERVICE_PRINCIPAL = "ServicePrincipal"
    USER = "User"


class TagsSetting(Section):
    """Tags of every resource; more than the two required ones are welcome."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, str]

    owner: Annotated[str, Field(min_length=1)]
    cost_center: Annotated[str, Field(min_length=1)]


class Settings(BaseModel):
    """A stack's decisions, each with the sentence that says how to set it."""

    model_config = ConfigDict(frozen=True)

    location: Annotated[str, AfterValidator(regions.normalize), Field(description="Azure region of the stack.")]
    workload: Annotated[Word, Field(description="What the platform is for: 2 to 12 lower-case letters and digits.")]
    environment: Annotated[
        Word, Field(description="Stage, such as dev or prod: 2 to 12 lower-case letters and digits.")
    ]
    name_suffix: Annotated[
        str,
        Field(
            pattern=r"^[a-z0-9]{2,6}$",
            description="Makes global names unique: 2 to 6 lower-case letters and digits of your own choice.",
        ),
    ]
    address_space: Annotated[Cidr, Field(description="Private CIDR range of the network, chosen once: /22 or larger.")]
    pod_cidr: Annotated[
        Cidr, Field(description="Private CIDR range of pods, chosen once: a /24 for each node there may ever be.")
    ]
    service_cidr: Annotated[
        Cidr, Field(description="Private CIDR range of Kubernetes services, chosen once: /13 to /27.")
    ]
    network: Annotated[
        NetworkSetting,
        Field(
            description="Way out and surroundings: egress (firewall, hub, natGateway, isolated; chosen once), hub, "
            "allowedHosts, privateMonitoring, bastionFrom, ddosPlan; see docs/egress.md."
        ),
    ]
    kubernetes_version: Annotated[
        str,
        AfterValidator(supported_version),
        Field(description='Minor version of Kubernetes in quotes, such as "1.36"; patches come by themselves.'),
    ]
    cluster_tier: Annotated[Tier, Field(description="Standard, or Premium for long-term support.")]
    availability_zones: Annotated[
        list[Annotated[str, Field(coerce_numbers_to_str=True)]],
        AfterValidator(usable_zones),
        Field(description="Zones the nodes spread over, chosen once: two or three of 1, 2 and 3."),
    ]
    system_pool: Annotated[
        SystemPool,
        Field(
            description="Nodes of the cluster's own add-ons: vmSize of 4 or more CPUs, minCount from 3, maxCount, maybe"
            " the name of another pool that takes over; see docs/runbooks/node-pool-swap.md."
        ),
    ]
    user_pools: Annotated[
        list[UserPool],
        Field(
            min_length=1,
            description="Nodes of workloads, a list: name, vmSize, minCount, maxCount, maybe taints, maybe profile: "
            "standard, sandboxed, spot or fips.",
        ),
    ]
    cluster: Annotated[
        ClusterSetting,
        Field(
            description="Node scaling and add-ons: nodeScaling autoscaler or provisioner, mesh, backup, safeguards "
            "Warn or Enforce, certificateAuthorities in base64."
        ),
    ]
    registry: Annotated[
        RegistrySetting,
        Field(
            description="The registry's copies and mirrors: cleanup retention or softDelete, replicaRegions, mirrors "
            "with upstream and maybe credentials, buildAgents, rebuilds with image, context and maybe dockerfile, "
            "access (tokens or abac)."
        ),
    ]
    identity: Annotated[
        IdentitySetting,
        Field(
            description="People and pipelines: platformOperators and securityReaders are group ids, eligibleFrom "
            "starts activation on demand, github has previewSubject, deploySubject and deployerId, the object id of "
            "who deploys: yours at first, then the identity deploy's."
        ),
    ]
    teams: Annotated[
        list[TeamSetting],
        Field(
            description="Tenants, a list: name, operators and developers as group ids, maybe quota (small, medium, "
            "large), secrets, egressHosts, exposed, images with pushSubject and releaseSubject; see docs/tenants.md."
        ),
    ]
    cluster_access: Annotated[
        ClusterAccess, Field(description="Who makes objects inside the cluster: none, azure, direct or render.")
    ]
    manifests: Annotated[
        ManifestsSetting,
        Field(
            description="Where render writes objects, and where Flux finds them: folder, repository, branch, token "
            "for a private one."
        ),
    ]
    admission: Annotated[
        AdmissionSetting,
        Field(
            description="What the cluster refuses: mode Deny or Audit, hostSuffixes of ingresses, allowShells, maybe "
            "signatures with certificates, trustedIdentities, image, timestampRoot in base64, maybe revocationHosts."
        ),
    ]
    maintenance: Annotated[
        MaintenanceSetting,
        Field(
            description="Weekly upgrade window: day, start as 01:00, utcOffset as +01:00, hours from 4 to 24; maybe "
            "freezes, a list of start and end dates between which nothing is upgraded."
        ),
    ]
    stamps: Annotated[
        list[StampSetting],
        Field(
            description="Further clusters behind the same registry, a list: name of 2 to 6 letters and digits, "
            "location, addressSpace, maybe availabilityZones, systemPool, userPools, and hub with egress hub."
        ),
    ]
    admin_group_ids: Annotated[
        list[UUID], Field(min_length=1, description="Object ids of the Entra groups that administer the cluster.")
    ]
    deployer_type: Annotated[
        DeployerType, Field(description="Who deploys: ServicePrincipal for pipelines, User for a person.")
    ]
    log_retention_days: Annotated[int, Field(ge=30, le=730, description="Days logs can be queried: 30 to 730.")]
    monitoring: Annotated[
        MonitoringSetting,
        Field(
            description="Alerts, metrics and logs: alertEmails, and maybe metrics (none, prometheus, grafana), "
            "containerLogPlan (Analytics, Basic), dailyCapGb, auditReads, sentinel."
        ),
    ]
    governance: Annotated[
        GovernanceSetting,
        Field(
            description="Rules in Azure itself: policies (Deny, Audit), lockData, restrictTypes, "
            "budget (amount, start as 2026-12-01)."
        ),
    ]
    owns_subscription: Annotated[
        bool, Field(description="Whether this stack buys the Defender plans of its subscription; one stack does.")
    ]
    protect_data: Annotated[
        bool, Field(description="Whether Pulumi refuses to delete vault, key, registry, workspace and namespaces.")
    ]
    require_guardrails: Annotated[
        bool, Field(description="Whether the stack refuses to run unless a policy pack judges it.")
    ]
    tags: Annotated[TagsSetting, Field(description="Tags of every resource: owner, costCenter, and any others.")]

    @property
    def plans(self) -> list[StampPlan]:
        """Every cluster with its surroundings; the first is that of the stack's own keys."""
        region = regions.SHORT_NAMES[self.location]
        first = StampPlan(
            name=region,
            prefix="",
            stem=naming.stem(self.workload, self.environment, region, self.name_suffix),
            location=self.location,
            address_space=self.address_space,
            availability_zones=self.availability_zones,
            system_pool=self.system_pool,
            user_pools=self.user_pools,
            existing_hub=self.network.hub.existing if self.network.hub else None,
        )
        return [first, *(self._further(first, stamp) for stamp in self.stamps)]

    def _further(self, first: StampPlan, stamp: StampSetting) -> StampPlan:
        return replace(
            first,
            name=stamp.name,
            prefix=f"{stamp.name}-",
            stem=naming.stem(self.workload, self.environment, stamp.name, self.name_suffix),
            existing_hub=stamp.hub.existing if stamp.hub else None,
            **stamp.changed,
        )

    @property
    def replica_regions(self) -> list[str]:
        """Where the registry has a copy: where it is asked for, and wherever a cluster is."""
        elsewhere = dict.fromkeys((*self.registry.replica_regions, *(stamp.location for stamp in self.stamps)))
        return [region for region in elsewhere if region != self.location]

    @property
    def destinations(self) -> list[Destinations]:
        """What nodes must reach on the Internet, wherever they are, and what their workloads may."""
        locations = sorted({plan.location for plan in self.plans})
        hosts = tenants.hosts(self.teams, self.manifests)
        revocation = self.admission.signatures.revocation_hosts if self.admission.signatures else []
        return self.network.destinations(locations, self.add_ons, hosts, revocation)

    @property
    def endpoint_ports(self) -> list[str]:
        """Ports beside 443 at which teams reach private endpoints."""
        return tenants.endpoint_ports(self.teams)

    @property
    def add_ons(self) -> list[AddOn]:
        """What reaches out of the cluster."""
        metrics = [AddOn.METRICS] if self.monitoring.prometheus else []
        extensions = [AddOn.EXTENSIONS] if self.cluster.backup or self.cluster_access is ClusterAccess.RENDER else []
        applications = [AddOn.APPLICATIONS] if self.teams else []
        always = [AddOn.CORE, AddOn.POLICY, AddOn.DEFENDER, AddOn.LOGS, AddOn.COST_ANALYSIS]
        return [*always, *metrics, *extensions, *applications]

    def tenancy(self, plan: StampPlan) -> Tenancy:
        """Return what is decided about the tenants of a cluster, as the platform takes it."""
        operators = (self.identity.platform_operators, *self.admin_group_ids)
        return tenants.tenancy(
            self.teams,
            self.manifests.of(plan.prefix.rstrip("-")),
            self.admission,
            access=self.cluster_access,
            operators=[str(group) for group in operators if group],
            telemetry=telemetry_hosts(plan.location),
            mesh=self.cluster.mesh,
            addresses=plan.address_space,
            protect_data=self.protect_data,
            spared=self.cluster.unguarded_namespaces,
        )

    @property
    def all_tags(self) -> dict[str, str]:
        """The given tags, and where a resource belongs."""
        own = {"workload": self.workload, "environment": self.environment, "managedBy": "pulumi"}
        return {**self.tags.model_dump(by_alias=True), **own}
