"""What a stack may decide, read once and checked as a whole; whatever is wrong is told in one go.

The only reader of Pulumi's configuration. Types and defaults stand in `Pulumi.yaml`, meaning and limits here.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Annotated, Any, get_type_hints
from uuid import UUID

import pulumi
from pulumi.runtime import config as runtime_config
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, from_json

from components import naming, regions
from components.kubernetes.access import ClusterAccess
from components.network.egress_allow_list import AddOn
from components.settings import cluster, identity, monitoring, registry, tenants
from components.settings.checks import CHECKS, cidr, supported_version, usable_zones
from components.settings.cluster import ClusterSetting
from components.settings.governance import GovernanceSetting
from components.settings.identity import IdentitySetting
from components.settings.maintenance import MaintenanceSetting
from components.settings.monitoring import MonitoringSetting
from components.settings.network import NETWORK_CHECKS, NetworkSetting
from components.settings.pools import SystemPool, UserPool
from components.settings.registry import RegistrySetting
from components.settings.section import Section, Word
from components.settings.tenants import AdmissionSetting, ManifestsSetting, TeamSetting
from components.tenants.declaration import Tenancy

LOCATION = "azure-native:location"
ALREADY_EXPLAINED = 32
"""Exit code by which Pulumi's Python host knows that the error is told; any other adds "an unhandled error"."""
PACKS = "PULUMI_OPTION_POLICY_PACK"

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
    address_space: Annotated[Cidr, Field(description="Private CIDR range of the network: /22 or larger.")]
    pod_cidr: Annotated[Cidr, Field(description="Private CIDR range of pods: a /24 for each node there may ever be.")]
    service_cidr: Annotated[Cidr, Field(description="Private CIDR range of Kubernetes services: /13 to /27.")]
    network: Annotated[
        NetworkSetting,
        Field(
            description="Way out and surroundings: egress (firewall, hub, natGateway, isolated), hub, allowedHosts, "
            "privateMonitoring, bastionFrom, ddosPlan; see docs/egress.md."
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
        Field(description="Zones the nodes spread over: two or three of 1, 2 and 3."),
    ]
    system_pool: Annotated[
        SystemPool,
        Field(description="Nodes of the cluster's own add-ons: vmSize of 4 or more CPUs, minCount from 3, maxCount."),
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
            "with upstream and maybe credentials, buildAgents."
        ),
    ]
    identity: Annotated[
        IdentitySetting,
        Field(
            description="People and pipelines: platformOperators and securityReaders are group ids, eligibleFrom "
            "starts activation on demand, github has the subjects."
        ),
    ]
    teams: Annotated[
        list[TeamSetting],
        Field(
            description="Tenants, a list: name, operators and developers as group ids, maybe quota (small, medium, "
            "large), secrets, egressHosts, exposed; see docs/tenants.md."
        ),
    ]
    cluster_access: Annotated[
        ClusterAccess, Field(description="Who makes objects inside the cluster: none, azure, direct or render.")
    ]
    manifests: Annotated[
        ManifestsSetting,
        Field(description="Where render writes objects, and where Flux finds them: folder, repository, branch."),
    ]
    admission: Annotated[
        AdmissionSetting,
        Field(description="What the cluster refuses: mode Deny or Audit, hostSuffixes of ingresses, allowShells."),
    ]
    maintenance: Annotated[
        MaintenanceSetting,
        Field(
            description="Weekly upgrade window: day, start as 01:00, utcOffset as +01:00, hours from 4 to 24; maybe "
            "freezes, a list of start and end dates between which nothing is upgraded."
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
        bool, Field(description="Whether Pulumi refuses to delete vault, key, registry and workspace.")
    ]
    require_guardrails: Annotated[
        bool, Field(description="Whether the stack refuses to run unless a policy pack judges it.")
    ]
    tags: Annotated[TagsSetting, Field(description="Tags of every resource: owner, costCenter, and any others.")]

    @property
    def stem(self) -> str:
        """What all Azure names of the stack have in common."""
        region = regions.SHORT_NAMES[self.location]
        return naming.stem(self.workload, self.environment, region, self.name_suffix)

    @property
    def add_ons(self) -> list[AddOn]:
        """What reaches out of the cluster."""
        metrics = [AddOn.METRICS] if self.monitoring.prometheus else []
        extensions = [AddOn.EXTENSIONS] if self.cluster.backup or self.cluster_access is ClusterAccess.RENDER else []
        return [AddOn.CORE, AddOn.POLICY, AddOn.DEFENDER, AddOn.LOGS, *metrics, AddOn.COST_ANALYSIS, *extensions]

    @property
    def tenancy(self) -> Tenancy:
        """What is decided about tenants, as the platform takes it."""
        operators = (self.identity.platform_operators, *self.admin_group_ids)
        return tenants.tenancy(
            self.teams,
            self.manifests,
            self.admission,
            access=self.cluster_access,
            operators=[str(group) for group in operators if group],
            clients=tenants.MESH_GATEWAY if self.cluster.mesh else {"ipBlock": {"cidr": str(self.address_space)}},
            spared=self.cluster.unguarded_namespaces,
        )

    @property
    def all_tags(self) -> dict[str, str]:
        """The given tags, and where a resource belongs."""
        own = {"workload": self.workload, "environment": self.environment, "managedBy": "pulumi"}
        return {**self.tags.model_dump(by_alias=True), **own}


def load() -> Settings:
    """Read the stack's configuration.

    Raises:
        pulumi.RunError: something is wrong; the message names every key at fault and what to set it to.

    """
    # Config offers no list of keys, and a misspelt key must not be ignored.
    raw = {**runtime_config.get_config_env(), **runtime_config.CONFIG.get()}
    problems, values = [*unknown_keys(raw)], {}
    for field, hint in get_type_hints(Settings, include_extras=True).items():
        if field not in Settings.model_fields:
            continue
        try:
            values[field] = read(hint, raw.get(full_key(field)))
        except ValidationError as error:
            problems += [explain(field, detail) for detail in error.errors()]
    for check in (
        *CHECKS,
        *NETWORK_CHECKS,
        *cluster.CHECKS,
        *identity.CHECKS,
        *registry.CHECKS,
        *tenants.CHECKS,
        monitoring.problems,
    ):
        problems += [f"{full_key(field)}: {problem}" for field, problem in check(values)]
    if values.get("require_guardrails"):
        problems += missing_guardrails(os.environ.get(PACKS, ""))
    if problems:
        raise pulumi.RunError("\n".join((f"stack {pulumi.get_stack()} cannot run as configured:", *sorted(problems))))
    return Settings.model_construct(**values)


def load_or_stop() -> Settings:
    """Read the stack's configuration; where something is wrong, say so and end the program."""
    try:
        return load()
    except pulumi.RunError as error:
        pulumi.log.error(str(error))
        sys.exit(ALREADY_EXPLAINED)


def full_key(field: str) -> str:
    """Return the name of a setting, or of a part of one, as the stack file has it."""
    name = ".".join(to_camel(part) for part in field.split("."))
    return LOCATION if field == "location" else f"{pulumi.get_project()}:{name}"


def read(hint: Any, value: str | None) -> Any:
    """Turn configuration text into a setting's value; lists and objects arrive as JSON."""
    adapter: TypeAdapter[Any] = TypeAdapter(hint)
    given: Any = value
    if isinstance(value, str) and value.startswith(("[", "{")):
        with suppress(ValueError):  # text that only begins like JSON is told as the wrong text it is
            given = from_json(value)
    return adapter.validate_python(given)


def explain(field: str, detail: ErrorDetails) -> str:
    """Say where, what and how to put it right."""
    where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in detail["loc"])
    given = detail["input"]
    match detail["type"]:
        case _ if given is None and not where:
            what = f"is not set; pulumi config set {full_key(field)} <value>"
        case "extra_forbidden":
            what = "there is no such part"
        case "missing":
            what = "this part is missing"
        case "value_error":
            what = str(detail["ctx"]["error"])
        case _:
            what = f"{detail['msg']}, not {given!r}"
    return f"{full_key(field)}{where}: {what}. {Settings.model_fields[field].description}"


def unknown_keys(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield a problem for each key of the project that is no setting."""
    known = [to_camel(field) for field in Settings.model_fields]
    for key in raw:
        namespace, _, setting = key.partition(":")
        if namespace == pulumi.get_project() and setting not in known:
            close = get_close_matches(setting, known, n=1)
            hint = f"did you mean {namespace}:{close[0]}?" if close else f"remove it with: pulumi config rm {key}"
            yield f"{key}: there is no such setting; {hint}"


def missing_guardrails(packs: str) -> Iterator[str]:
    """Yield a problem unless one of the comma-separated folders is a policy pack."""
    folders = [folder.strip() for folder in packs.split(",") if folder.strip()]
    if not any(os.path.isfile(os.path.join(folder, "PulumiPolicy.yaml")) for folder in folders):  # noqa: PTH113, PTH118
        found = f"{PACKS} names no policy pack: {packs!r}" if folders else f"{PACKS} is not set"
        yield (
            f"{full_key('require_guardrails')}: this stack runs only under guardrails, but {found}; "
            f"run with {PACKS}=policypacks/aks (the --policy-pack option is invisible to the program)"
        )
