"""What Azure refuses of disks, registries, extensions and events, beside its neighbour that it takes."""

from simulator.azure.roles import Role
from tests.simulator.acts import Case
from tests.simulator.registry_acts import started
from tests.simulator.service_acts import (
    alert,
    deleted_disks,
    deleted_scope_map,
    delivered,
    disks,
    eligible,
    extensions,
    managed,
    mirrors,
    part,
    pool,
    registry,
    replica,
    safeguards,
    task,
    topics,
)

TRUSTED = {"enableSecureBoot": True}
SOFT, HARD = {"softDeletePolicy": {"status": "enabled"}}, {"retentionPolicy": {"status": "enabled"}}
BACKUP, FLUX = "microsoft.dataprotection.kubernetes", "microsoft.flux"

CASES: dict[str, Case] = {
    "disk_key_is_usable": ("KeyVaultAccessForbidden", disks("control"), disks()),
    "is_not_referenced[diskEncryptionSetID]": (
        "OperationNotAllowed",
        deleted_disks(used=True),
        deleted_disks(used=False),
    ),
    "trusted_launch_stands_alone": (
        "BadRequest",
        pool(securityProfile=TRUSTED, enableFIPS=True),
        pool(securityProfile=TRUSTED),
    ),
    "sandboxes_need_azure_linux": (
        "BadRequest",
        pool(workloadRuntime="KataVmIsolation", enableFIPS=True),
        pool(workloadRuntime="KataVmIsolation"),
    ),
    "spot_has_no_surge": (
        "InvalidParameter",
        pool(scaleSetPriority="Spot", upgradeSettings={"maxSurge": "33%"}),
        pool(scaleSetPriority="Spot"),
    ),
    "pool_scales_one_way": (
        "BadRequest",
        pool({"nodeProvisioningProfile": {"mode": "Auto"}}, enableAutoScaling=True, minCount=1, maxCount=2),
        pool({"nodeProvisioningProfile": {"mode": "Auto"}}),
    ),
    "policy_add_on_is_enabled": ("BadRequest", safeguards(), safeguards(azurepolicy={"enabled": True})),
    "replicas_need_premium": (
        "BadRequest",
        replica("northeurope", registry("Standard")),
        replica("northeurope", registry("Premium")),
    ),
    "replica_needs_hard_delete": (
        "BadRequest",
        replica("northeurope", registry(policies=SOFT)),
        replica("northeurope", registry(policies=HARD)),
    ),
    "retention_and_soft_delete_exclude_each_other": (
        "BadRequest",
        registry(policies={**SOFT, **HARD}),
        registry(policies=SOFT),
    ),
    "docker_hub_asks_for_an_account": ("BadRequest", mirrors("docker.io/library/*"), mirrors("quay.io/library/*")),
    "cache_rules_are_apart": (
        "CacheRuleOverlap",
        mirrors("quay.io/a/*", "quay.io/a/b"),
        mirrors("quay.io/a", "quay.io/b"),
    ),
    "actions_are_of_repositories": (
        "InvalidScopeMapAction",
        part("ScopeMap", scopeMapName="map", actions=["a/content/read"]),
        part("ScopeMap", scopeMapName="map", actions=["repositories/a/*/content/read"]),
    ),
    "is_not_referenced[scopeMapId]": (
        "ScopeMapInUse",
        deleted_scope_map(used=True),
        deleted_scope_map(used=False),
    ),
    "kubelet_may_pull_what_nodes_start_from": (
        "VMExtensionProvisioningError",
        started(Role.ACR_PULL, by_repository=True),
        started(Role.ACR_REPOSITORY_READER, by_repository=True),
    ),
    "kubelet_may_pull_what_nodes_start_from[registry as a whole]": (
        "VMExtensionProvisioningError",
        started(Role.ACR_REPOSITORY_READER, by_repository=False),
        started(Role.ACR_PULL, by_repository=False),
    ),
    "agents_need_premium": (
        "BadRequest",
        part("AgentPool", registry("Standard"), agentPoolName="builds", location="westeurope"),
        part("AgentPool", agentPoolName="builds", location="westeurope"),
    ),
    "agents_of_a_task_are_there": ("AgentPoolNotFound", task("builds"), task("")),
    "source_has_one_topic": ("InvalidRequest", topics("vault", "vault"), topics("vault", "network")),
    "alerts_take_cloud_events": ("InvalidRequest", alert("EventGridSchema"), alert("CloudEventSchemaV1_0")),
    "eligibility_ends": (
        "RoleAssignmentRequestPolicyValidationFailed",
        eligible(type="NoExpiration"),
        eligible(type="AfterDuration", duration="P365D"),
    ),
    "type_is_new_in_its_cluster": ("ValidationFailed", extensions(BACKUP, BACKUP), extensions(BACKUP, FLUX)),
    "flux_is_installed": ("BadRequest", delivered(BACKUP), delivered(FLUX)),
    "name_is_not_the_systems": ("BadRequest", managed("kube-system"), managed("shop")),
}
