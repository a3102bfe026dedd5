"""What a test does to disks, pools, registries, extensions and events in the simulated Azure."""

from collections.abc import Callable
from typing import Any

from simulator.azure import roles

Act = Callable[[Any], object]

GROUP = {"resourceGroupName": "rg", "location": "westeurope"}
IN_REGISTRY = {"resourceGroupName": "rg", "registryName": "plain"}
CLUSTER, POOL = "containerservice:ManagedCluster", "containerservice:AgentPool"


def disks(identity: str = "images", key: str | None = None) -> Act:
    """Create a disk encryption set with one of the platform's identities."""
    return lambda platform: platform.create(
        "compute:DiskEncryptionSet",
        diskEncryptionSetName="disks",
        identity={"type": "UserAssigned", "userAssignedIdentities": [getattr(platform, identity)["id"]]},
        activeKey={"keyUrl": key or platform.key["keyUriWithVersion"], "sourceVault": {"id": platform.vault["id"]}},
        **GROUP,
    )


def deleted_disks(*, used: bool) -> Act:
    """Delete a disk encryption set, maybe that of a cluster."""

    def act(platform: Any) -> object:
        body: Any = disks()(platform)
        platform.create(CLUSTER, **platform.cluster_inputs(**({"diskEncryptionSetID": body["id"]} if used else {})))
        return platform.delete("compute:DiskEncryptionSet", body["id"])

    return act


def pool(cluster: dict[str, Any] | None = None, **inputs: Any) -> Act:
    """Create a cluster and a pool in it."""

    def act(platform: Any) -> object:
        platform.create(CLUSTER, **platform.cluster_inputs(**(cluster or {})))
        return platform.create(
            POOL, resourceGroupName="rg", resourceName="aks", agentPoolName="one", count=1, osSKU="AzureLinux", **inputs
        )

    return act


def safeguards(**addons: Any) -> Act:
    """Create a cluster and its deployment safeguards."""

    def act(platform: Any) -> object:
        body = platform.create(CLUSTER, **platform.cluster_inputs(addonProfiles=addons))
        return platform.create("containerservice:DeploymentSafeguard", resourceUri=body["id"], level="Enforce")

    return act


def registry(sku: str = "Premium", policies: Any = None) -> Act:
    """Create a registry."""
    return lambda platform: platform.create(
        "containerregistry:Registry", registryName="plain", sku={"name": sku}, policies=policies or {}, **GROUP
    )


def part(kind: str, first: Act | None = None, **inputs: Any) -> Act:
    """Create a registry, and something in it."""

    def act(platform: Any) -> object:
        (first or registry())(platform)
        return platform.create(f"containerregistry:{kind}", **IN_REGISTRY, **inputs)

    return act


def task(pool: str) -> Act:
    """Create a registry without build agents of its own, and a task that runs on some, or on Azure's own."""
    step = {"type": "Docker", "dockerFilePath": "Dockerfile"}
    return part("Task", taskName="rebuild", location="westeurope", agentPoolName=pool, step=step)


def replica(location: str, first: Act | None = None) -> Act:
    """Create a registry and a copy of it."""
    return part("Replication", first, replicationName="copy", location=location)


def mirrors(*upstreams: str) -> Act:
    """Create a registry and a cache rule for each upstream."""

    def act(platform: Any) -> None:
        registry()(platform)
        for index, upstream in enumerate(upstreams):
            name, target = f"rule{index}", f"mirror{index}"
            inputs = {"cacheRuleName": name, "sourceRepository": upstream, "targetRepository": target}
            platform.create("containerregistry:CacheRule", **IN_REGISTRY, **inputs)

    return act


def deleted_scope_map(*, used: bool) -> Act:
    """Delete a scope map, maybe that of a token."""

    def act(platform: Any) -> object:
        body: Any = part("ScopeMap", scopeMapName="map", actions=["repositories/a/content/read"])(platform)
        if used:
            inputs = {"tokenName": "token", "scopeMapId": body["id"], "status": "disabled"}
            platform.create("containerregistry:Token", **IN_REGISTRY, **inputs)
        return platform.delete("containerregistry:ScopeMap", body["id"])

    return act


def topics(*sources: str) -> Act:
    """Create a system topic for each of the platform's named resources."""

    def act(platform: Any) -> None:
        for index, source in enumerate(sources):
            inputs = {"source": getattr(platform, source)["id"], "topicType": "Microsoft.KeyVault.vaults"}
            platform.create("eventgrid:SystemTopic", systemTopicName=f"topic{index}", **GROUP, **inputs)

    return act


def alert(schema: str) -> Act:
    """Create a topic and a subscription that raises alerts."""

    def act(platform: Any) -> object:
        topics("vault")(platform)
        return platform.create(
            "eventgrid:SystemTopicEventSubscription",
            resourceGroupName="rg",
            systemTopicName="topic0",
            eventSubscriptionName="one",
            destination={"endpointType": "MonitorAlert"},
            eventDeliverySchema=schema,
        )

    return act


def eligible(**expiration: str) -> Act:
    """Make somebody eligible for a role on the network."""
    return lambda platform: platform.create(
        "authorization:PimRoleEligibilitySchedule",
        scope=platform.network["id"],
        principalId=platform.control["principalId"],
        roleDefinitionId=f"/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/{roles.Role.READER}",
        scheduleInfo={"expiration": expiration},
    )


def extension(platform: Any, name: str = "backup", kind: str = "Microsoft.DataProtection.Kubernetes") -> object:
    """Install an extension in the cluster, which keeps what it writes in the account `backups`."""
    return platform.create(
        "kubernetesconfiguration:Extension",
        resourceGroupName="rg",
        clusterRp="Microsoft.ContainerService",
        clusterResourceName="managedClusters",
        clusterName="aks",
        extensionName=name,
        extensionType=kind,
        configurationSettings={"configuration.backupStorageLocation.config.storageAccount": "backups"},
    )


def extensions(*kinds: str) -> Act:
    """Create a cluster and install an extension of each kind."""

    def act(platform: Any) -> None:
        platform.create(CLUSTER, **platform.cluster_inputs())
        for index, kind in enumerate(kinds):
            extension(platform, f"extension{index}", kind)

    return act


def delivered(kind: str) -> Act:
    """Install an extension on a cluster and let Flux deliver to it."""

    def act(platform: Any) -> object:
        extensions(kind)(platform)
        return platform.create(
            "kubernetesconfiguration:FluxConfiguration",
            resourceGroupName="rg",
            clusterRp="Microsoft.ContainerService",
            clusterResourceName="managedClusters",
            clusterName="aks",
            fluxConfigurationName="tenants",
        )

    return act


def managed(namespace: str) -> Act:
    """Let Azure make a namespace of a cluster."""

    def act(platform: Any) -> object:
        platform.create(CLUSTER, **platform.cluster_inputs())
        return platform.create(
            "containerservice:ManagedNamespace",
            resourceGroupName="rg",
            resourceName="aks",
            managedNamespaceName=namespace,
            location="westeurope",
        )

    return act
