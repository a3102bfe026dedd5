"""What the picture says of resources: counts and settings, read from the graph."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from docs.picture.grants import ELIGIBLE, times
from docs.picture.graph import Graph, Resource

TARGETS = {
    "containerregistry:Registry": "Registry",
    "keyvault:Vault": "Key vault",
    "storage:StorageAccount": "Storage",
    "monitor:PrivateLinkScope": "Azure Monitor",
    "monitor:AzureMonitorWorkspace": "Metrics",
    "dashboard:Grafana": "Grafana",
}
"""What private endpoints lead to, and what it is called."""


NODES = ("containerservice:ManagedCluster", "agentPoolProfiles")
API_SERVER = ("containerservice:ManagedCluster", "apiServerAccessProfile")
ENDPOINTS = ("network:PrivateEndpoint", "subnet")
"""Type and property of what stands in a subnet."""


def cluster(graph: Graph) -> Resource:
    """Return the cluster of a stamp."""
    return graph.of("containerservice:ManagedCluster")[0]


def version(cluster: Resource) -> str:
    """Return what kind of cluster it is."""
    return f"AKS {cluster.known('kubernetesVersion')}, {cluster.known('sku.tier')}"


def region(graph: Graph) -> str:
    """Return the region of a stamp: its cluster's, which the first has from the provider."""
    default = [one.known("location", "") for one in graph.resources if one.kind == "providers:azure-native"]
    return str(cluster(graph).known("location") or "".join(default[:1]))


def subnet(graph: Graph, user: tuple[str, str]) -> str:
    """Return the range of the subnet in which something stands."""
    kind, name = user
    found = next(one for one in graph.of("network:Subnet") if graph.users(one, (kind,), name))
    return str(found.known("addressPrefix"))


def prefixes(graph: Graph) -> str:
    """Return the ranges of the network in which the nodes of a stamp stand."""
    nodes = next(one for one in graph.of("network:Subnet") if graph.users(one, NODES[:1], NODES[1]))
    (network,) = graph.sources(nodes, "virtualNetworkName", "network:VirtualNetwork")
    return ", ".join(network.known("addressSpace.addressPrefixes"))


def endpoints(graph: Graph) -> list[Resource]:
    """Return the private endpoints, in the order of what they lead to."""
    order = list(TARGETS)
    return sorted(graph.of("network:PrivateEndpoint"), key=lambda one: (order.index(target(graph, one).kind), one.name))


def zones(graph: Graph) -> str:
    """Return how private endpoints get their names: in zones of the stamp's own, or of a hub that others keep."""
    own = count(len(graph.of("privatedns:PrivateZone")), "private zone")
    named = graph.of("network:PrivateDnsZoneGroup")
    ids = [str(one.known("privateDnsZoneConfigs.0.privateDnsZoneId", "")) for one in named]
    return f"{own}, others in the hub" if any(one.startswith("/subscriptions/") for one in ids) else f"named by {own}"


def target(graph: Graph, endpoint: Resource) -> Resource:
    """Return what a private endpoint leads to."""
    return graph.sources(endpoint, "privateLinkServiceConnections", *TARGETS)[0]


def about(graph: Graph, service: Resource) -> tuple[str, str]:
    """Return the name and the most telling fact of what a private endpoint leads to."""
    title = TARGETS[service.kind]
    if service.kind == "containerregistry:Registry":
        copies = len(graph.of("containerregistry:Replication"))
        return title, f"{service.known('sku.name')}, own key, {count(copies, 'more region')}"
    if service.kind == "keyvault:Vault":
        keys = len(graph.users(service, ("keyvault:Key",), "vaultName"))
        return title, f"{keys} keys, the platform's" if keys else "the applications'"
    if service.kind == "storage:StorageAccount":
        return title, graph.plain(service).replace("-", " ") + ", no account keys"
    if service.kind == "monitor:PrivateLinkScope":
        return title, f"private link scope of {len(graph.of('monitor:PrivateLinkScopedResource'))}"
    return title, "answers inside the network only"


def pools(graph: Graph, cluster: Resource) -> list[tuple[str, str]]:
    """Return the name and the size of each node pool, the system pool first."""
    inline = [
        (str(pool["name"]), pool["vmSize"], pool.get("minCount"), pool.get("maxCount"))
        for pool in cluster.known("agentPoolProfiles", [])
    ]
    others = [
        (graph.plain(one), one.known("vmSize"), one.known("minCount"), one.known("maxCount"))
        for one in graph.users(cluster, ("containerservice:AgentPool",), "resourceName")
    ]
    return [
        (name, f"{size.removeprefix('Standard_')}, {low:g} to {high:g}") for name, size, low, high in inline + others
    ]


def true_of(resource: Resource, said: Mapping[str, tuple[str, Any]]) -> str:
    """Return what can be said of a resource: each text whose property has the value that makes it true."""
    return ", ".join(text for text, (path, value) in said.items() if resource.known(path) == value)


def api_server(cluster: Resource) -> list[str]:
    """Return how one reaches the API server."""
    access = "apiServerAccessProfile"
    return [
        true_of(
            cluster,
            {
                "private": (f"{access}.enablePrivateCluster", True),
                "Entra sign-in": ("aadProfile.managed", True),
                "Azure roles": ("aadProfile.enableAzureRBAC", True),
            },
        ),
        "no "
        + true_of(
            cluster,
            {
                "public name": (f"{access}.enablePrivateClusterPublicFQDN", False),
                "local accounts": ("disableLocalAccounts", True),
                "run command": (f"{access}.disableRunCommand", True),
            },
        ),
    ]


def nodes(cluster: Resource) -> list[str]:
    """Return what nodes and their pods are like."""
    pool, network = "agentPoolProfiles.0", "networkProfile"
    return [
        true_of(
            cluster,
            {
                "Azure Linux": (f"{pool}.osSKU", "AzureLinux"),
                "trusted launch": (f"{pool}.securityProfile.enableSecureBoot", True),
                "encrypted hosts": (f"{pool}.enableEncryptionAtHost", True),
                "no SSH": (f"{pool}.securityProfile.sshAccess", "Disabled"),
                "no public address": (f"{pool}.enableNodePublicIP", False),
            },
        ),
        f"pods {cluster.known(f'{network}.podCidr')}: "
        + true_of(
            cluster,
            {
                "Cilium": (f"{network}.networkDataplane", "cilium"),
                "policies by host name and method": (
                    f"{network}.advancedNetworking.security.advancedNetworkPolicies",
                    "L7",
                ),
                "policies by host name": (f"{network}.advancedNetworking.security.advancedNetworkPolicies", "FQDN"),
            },
        ),
    ]


def count(number: int, noun: str) -> str:
    """Return a number of things in words."""
    return f"{number} {noun}{'' if number == 1 else 'es' if noun.endswith('x') else 's'}"


def keys(graph: Graph) -> list[str]:
    """Return for each key what it encrypts; those that every stamp has are told once."""
    uses = {
        "containerregistry:Registry": "images in the registry",
        "compute:DiskEncryptionSet": "disks of nodes and volumes",
        "containerservice:ManagedCluster": "etcd, the cluster's objects",
    }
    told = Counter(
        f"{graph.plain(key)}: {', '.join(uses[one.kind] for one in graph.users(key, uses))}"
        for key in graph.of("keyvault:Key")
    )
    return [f"{text}{times(number)}" for text, number in sorted(told.items())]


def plans(graph: Graph) -> int:
    """Return how many plans of Defender a template turns on."""
    templates = graph.of("resources:DeploymentAtSubscriptionScope")
    made = [one for template in templates for one in template.known("properties.template.resources", [])]
    return sum(one["type"] == "Microsoft.Security/pricings" for one in made)


def watching(graph: Graph) -> list[str]:
    """Return what is observed, and who hears of it."""
    workspace = graph.of("operationalinsights:Workspace")[0]
    told = sum(len(one.known("emailReceivers", [])) for one in graph.of("monitor:ActionGroup"))
    return [
        f"Log Analytics keeps {workspace.known('retentionInDays'):g} days",
        (
            f"{count(len(graph.of('monitor:DiagnosticSetting')), 'resource')} log there, "
            f"{count(len(graph.of('network:FlowLog')), 'flow log')} beside"
        ),
        f"Prometheus: {count(len(graph.of('alertsmanagement:PrometheusRuleGroup')), 'rule group')}",
        (
            f"{len(graph.of('monitor:ScheduledQueryRule', 'monitor:ActivityLogAlert'))} alerts reach "
            f"{count(told, 'mailbox')}"
        ),
        f"Sentinel: {count(len(graph.of('securityinsights:ScheduledAlertRule')), 'analytics rule')}",
        f"Defender for Cloud: {count(plans(graph), 'plan')}",
    ]


def holding(graph: Graph) -> list[str]:
    """Return what keeps the platform as it is."""
    windows = graph.of("containerservice:MaintenanceConfiguration")
    freezes = {str(span) for one in windows for span in one.known("maintenanceWindow.notAllowedDates", [])}
    return [
        f"{count(len(graph.of('authorization:PolicyAssignment')), 'Azure Policy assignment')}",
        f"{count(len(graph.of('authorization:ManagementLockByScope')), 'lock')} on data",
        f"{count(len(graph.of(ELIGIBLE)), 'role')} held on activation only",
        f"{count(len(windows), 'maintenance window')}, {count(len(freezes), 'freeze')}",
        count(len(graph.of("dataprotection:BackupInstance")), "cluster backup"),
        (
            f"{count(len(graph.of('consumption:Budget')), 'budget')}, "
            f"{count(len(graph.of('containerservice:DeploymentSafeguard')), 'set')} of deployment safeguards"
        ),
    ]


def title(graph: Graph) -> str:
    """Return how many resources there are, and of how many stamps."""
    azure = sum(one.token.startswith("azure-native:") for one in graph.cloud)
    objects = len(graph.cloud) - azure
    said = f"{azure:,} Azure resources" + (f" and {count(objects, 'Kubernetes object')}" if objects else "")
    return said + (f" in {len(graph.stamps)} stamps" if len(graph.stamps) > 1 else "")


def inventory(graph: Graph) -> str:
    """Return how many resources there are of each Azure service; the numbers add up to all of them."""
    services = Counter(one.kind.partition(":")[0] for one in graph.cloud)
    return ", ".join(f"{service} {count}" for service, count in services.most_common())
