"""Which resources a program must make before which others, told from what it registers.

Azure knows no order: it refuses a consumer whose role, key, name or network is not there yet, or accepts it and lets it
fail later. Each rule here finds, in the inputs, what a resource needs; the program must have it wait for that.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.components.recorder import DEPLOYER, Recorder, Registered

Needs = Iterator[tuple[Registered, Registered]]
"""Pairs of consumer and what must be there before it."""

GRANT = "azure-native:authorization:RoleAssignment"


def of(recorder: Recorder, *kinds: str) -> list[Registered]:
    """Return the resources of some types; a type without its name stands for a whole namespace."""
    return [
        one
        for one in recorder.registered
        if any(one.kind == f"azure-native:{kind}" or one.kind.startswith(f"azure-native:{kind}:") for kind in kinds)
    ]


def registries(recorder: Recorder) -> list[Registered]:
    """Return the registries; one that grants by repository is the generic resource."""
    generic = (one for one in of(recorder, "resources:Resource") if one.inputs["resourceType"] == "registries")
    return [*of(recorder, "containerregistry:Registry"), *generic]


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(key)
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def uses(one: Registered, other: Registered) -> bool:
    """Tell whether a resource has another's ARM id among its inputs."""
    return any(text == other.id or text.startswith(f"{other.id}/") for text in texts(one.inputs))


def identities_have_their_roles(recorder: Recorder) -> Needs:
    """Who runs as an identity is made once the identity's roles are granted, but those that only backups need."""
    spared = set(map(id, _roles_of_backups(recorder)))
    grants = [grant for grant in of(recorder, "authorization:RoleAssignment") if id(grant) not in spared]
    for identity in of(recorder, "managedidentity:UserAssignedIdentity"):
        for one in recorder.registered:
            if uses(one, identity) and one.kind != GRANT:
                for grant in grants:
                    if grant.inputs["principalId"] == f"{identity.name}-principal":
                        yield one, grant


def backups_may_read_and_write(recorder: Recorder) -> Needs:
    """A backup begins once vault, extension and cluster have their roles on what is kept and where it is kept."""
    for instance in of(recorder, "dataprotection:BackupInstance"):
        yield from ((instance, grant) for grant in _roles_of_backups(recorder))
        yield from ((instance, binding) for binding in of(recorder, "containerservice:TrustedAccessRoleBinding"))


def _roles_of_backups(recorder: Recorder) -> list[Registered]:
    components = {one.urn for one in recorder.registered if one.kind.endswith(":ClusterBackup")}
    by_urn = {one.urn: one for one in recorder.registered}

    def within(one: Registered | None) -> bool:
        return one is not None and (one.urn in components or within(by_urn.get(one.parent)))

    return [grant for grant in of(recorder, "authorization:RoleAssignment") if within(grant)]


def deployers_may_write_keys(recorder: Recorder) -> Needs:
    """A key is made once the deployer's role on its vault is granted."""
    for key in of(recorder, "keyvault:Key"):
        for vault in of(recorder, "keyvault:Vault"):
            if key.inputs["vaultName"] == vault.inputs["vaultName"]:
                for grant in of(recorder, "authorization:RoleAssignment"):
                    if grant.inputs["principalId"] == DEPLOYER and grant.inputs["scope"] == vault.id:
                        yield key, grant


def keys_are_there(recorder: Recorder) -> Needs:
    """What is encrypted is made after its key."""
    for key in of(recorder, "keyvault:Key"):
        uri = f"https://{key.inputs['vaultName']}.vault.azure.net/keys/{key.inputs['keyName']}"
        for one in recorder.registered:
            if any(text.startswith(uri) for text in texts(one.inputs)):
                yield one, key


def etcd_finds_its_vault(recorder: Recorder) -> Needs:
    """A cluster is made once the vault of its etcd's key has a name in its network."""
    for cluster in of(recorder, "containerservice:ManagedCluster"):
        for vault in of(recorder, "keyvault:Vault"):
            if cluster.inputs["securityProfile"]["azureKeyVaultKms"].get("keyVaultResourceId") == vault.id:
                yield from ((cluster, name) for name in _names_of(recorder, vault))


def names_resolve(recorder: Recorder) -> Needs:
    """What enters names into a zone is made once the networks that must find them are linked."""
    for zone in of(recorder, "privatedns:PrivateZone"):
        links = [
            link
            for link in of(recorder, "privatedns:VirtualNetworkLink")
            if link.inputs["privateZoneName"] == zone.inputs["privateZoneName"]
        ]
        for one in of(recorder, "network:PrivateDnsZoneGroup", "containerservice:ManagedCluster"):
            if uses(one, zone):
                yield from ((one, link) for link in links)


def nodes_find_their_way(recorder: Recorder) -> Needs:
    """A cluster is made after its subnets, their route tables and gateways, and the firewall behind them."""
    for cluster in of(recorder, "containerservice:ManagedCluster"):
        for subnet in of(recorder, "network:Subnet"):
            if uses(cluster, subnet):
                yield cluster, subnet
                for way in of(recorder, "network:RouteTable", "network:NatGateway"):
                    if uses(subnet, way):
                        yield cluster, way
        for way in of(recorder, "network:AzureFirewall", "network:FirewallPolicyRuleCollectionGroup"):
            yield cluster, way
        for way in of(recorder, "network:VirtualNetworkPeering"):
            yield cluster, way


def isolated_nodes_find_images(recorder: Recorder) -> Needs:
    """A cluster without a way out is made once its registry caches images and has a name in its network."""
    for cluster in of(recorder, "containerservice:ManagedCluster"):
        for registry in registries(recorder):
            if (cluster.inputs.get("bootstrapProfile") or {}).get("containerRegistryId") == registry.id:
                yield from ((cluster, rule) for rule in of(recorder, "containerregistry:CacheRule"))
                yield from ((cluster, name) for name in _names_of(recorder, registry))


def _names_of(recorder: Recorder, service: Registered) -> Iterator[Registered]:
    doors = {one.name for one in of(recorder, "network:PrivateEndpoint") if uses(one, service)}
    return (one for one in of(recorder, "network:PrivateDnsZoneGroup") if one.name in doors)


def locks_come_last(recorder: Recorder) -> Needs:
    """A lock is put on once all that lies on the locked resource is there."""
    for lock in of(recorder, "authorization:ManagementLockByScope"):
        for locked in recorder.registered:
            if lock.inputs["scope"] == locked.id:
                for one in recorder.registered:
                    scope = one.inputs.get("scope") or one.inputs.get("resourceUri")
                    if one.kind != lock.kind and scope == locked.id:
                        yield lock, one


def workspaces_take_tables(recorder: Recorder) -> Needs:
    """Tables are written minutes after their workspace: once the first cluster that logs there is there."""
    for workspace in of(recorder, "operationalinsights:Workspace"):
        clusters = [one for one in of(recorder, "containerservice:ManagedCluster") if uses(one, workspace)]
        for tables in of(recorder, "resources:Deployment"):
            if any(text.startswith(f"{workspace.inputs['workspaceName']}/") for text in texts(tables.inputs)):
                yield from ((tables, one) for one in (workspace, *clusters[:1]))


def sentinel_is_on(recorder: Recorder) -> Needs:
    """Rules and connectors of Sentinel are made once it is on in the workspace."""
    for state in of(recorder, "securityinsights:SentinelOnboardingState"):
        for one in of(recorder, "securityinsights"):
            if one is not state and one.inputs["workspaceName"] == state.inputs["workspaceName"]:
                yield one, state


def deleted_data_can_be_had_back(recorder: Recorder) -> Needs:
    """A container of blobs is made once its account keeps what is deleted."""
    for container in of(recorder, "storage:BlobContainer"):
        for service in of(recorder, "storage:BlobServiceProperties"):
            if service.inputs["accountName"] == container.inputs["accountName"]:
                yield container, service


def extensions_are_installed(recorder: Recorder) -> Needs:
    """What an extension of the cluster does is asked for once the extension is there."""
    for one in of(recorder, "kubernetesconfiguration:FluxConfiguration"):
        for extension in of(recorder, "kubernetesconfiguration:Extension"):
            if extension.inputs["extensionType"] == "microsoft.flux" and _together(one, extension):
                yield one, extension


def namespaces_are_there(recorder: Recorder) -> Needs:
    """What is in a namespace is made after it."""
    objects = [one for one in recorder.registered if one.kind.startswith("kubernetes:")]
    for namespace in objects:
        if namespace.inputs.get("kind") == "Namespace":
            for one in objects:
                if (one.inputs.get("metadata") or {}).get("namespace") == namespace.inputs["metadata"]["name"]:
                    yield one, namespace


def policies_are_there(recorder: Recorder) -> Needs:
    """An admission policy is bound once it is there."""
    objects = [one for one in recorder.registered if one.kind.startswith("kubernetes:")]
    for binding in objects:
        named = (binding.inputs.get("spec") or {}).get("policyName")
        for policy in objects:
            if named and policy.inputs["metadata"]["name"] == named and policy.inputs["kind"].endswith("Policy"):
                yield binding, policy


def verifiers_can_be_asked(recorder: Recorder) -> Needs:
    """A policy that asks somebody in the cluster is assigned once whom it asks is known there and runs."""
    asked = [
        one
        for one in recorder.registered
        if one.kind.startswith("kubernetes:") and one.inputs.get("kind") in {"Provider", "Deployment"}
    ]
    for definition in of(recorder, "authorization:PolicyDefinition"):
        for assignment in of(recorder, "authorization:PolicyAssignment"):
            if uses(assignment, definition):
                yield from ((assignment, one) for one in asked)


def _together(one: Registered, other: Registered) -> bool:
    return one.inputs.get("clusterName") == other.inputs.get("clusterName")


RULES: tuple[Callable[[Recorder], Needs], ...] = (
    identities_have_their_roles,
    backups_may_read_and_write,
    deployers_may_write_keys,
    keys_are_there,
    etcd_finds_its_vault,
    names_resolve,
    nodes_find_their_way,
    isolated_nodes_find_images,
    locks_come_last,
    workspaces_take_tables,
    sentinel_is_on,
    deleted_data_can_be_had_back,
    extensions_are_installed,
    namespaces_are_there,
    policies_are_there,
    verifiers_can_be_asked,
)


def broken(recorder: Recorder) -> dict[str, list[str]]:
    """Return rule -> each consumer that may be made before what it needs; what needs the consumer itself is no need."""
    before = {one.urn: recorder.waits_for(one) for one in recorder.registered}
    found: dict[str, list[str]] = {}
    for rule in RULES:
        for consumer, need in rule(recorder):
            circular = str(consumer) in before[need.urn]
            if consumer is not need and not circular and str(need) not in before[consumer.urn]:
                found.setdefault(rule.__name__, []).append(f"{consumer} does not wait for {need}")
    return found
