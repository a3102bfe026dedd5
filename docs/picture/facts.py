"""What the picture says of resources: counts and settings, read from the graph."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from docs.picture.grants import ELIGIBLE
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


def endpoints(graph: Graph) -> list[Resource]:
    """Return the private endpoints, in the order of what they lead to."""
    order = list(TARGETS)
    return sorted(graph.of("network:PrivateEndpoint"), key=lambda one: (order.index(target(graph, one).kind), one.name))


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
        return title, service.name.replace("-", " ") + ", no account keys"
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
        (one.name, one.known("vmSize"), one.known("minCount"), one.known("maxCount"))
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
    """Return for each key what it encrypts."""
    uses = {
        "containerregistry:Registry": "images in the registry",
        "compute:DiskEncryptionSet": "disks of nodes and volumes",
        "containerservice:ManagedCluster": "etcd, the cluster's objects",
    }
    return [
        f"{key.name}: {', '.join(uses[one.kind] for one in graph.users(key, uses))}"
        for key in sorted(graph.of("keyvault:Key"), key=lambda key: key.name)
    ]


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
        f"Defender for Cloud: {count(len(graph.of('security:Pricing')), 'plan')}",
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
        f"{count(len(graph.of('dataprotection:BackupInstance')), 'backup')} of the cluster",
        (
            f"{count(len(graph.of('consumption:Budget')), 'budget')}, "
            f"{count(len(graph.of('containerservice:DeploymentSafeguard')), 'set')} of deployment safeguards"
        ),
    ]


def allowed(graph: Graph) -> list[str]:
    """Return how many host names and tags the firewall lets pass, and by which protocols."""
    rules = [
        rule
        for group in graph.of("network:FirewallPolicyRuleCollectionGroup")
        for collection in group.known("ruleCollections", [])
        for rule in collection.get("rules", [])
    ]
    if not rules:
        return ["which hosts is not decided here"]
    hosts = sum(len(rule.get("targetFqdns", [])) + len(rule.get("fqdnTags", [])) for rule in rules)
    protocols = sorted({one["protocolType"].upper() for rule in rules for one in rule.get("protocols", [])})
    return [count(hosts, "allowed host"), f"by {', '.join(protocols)}, from the nodes"]


def inventory(graph: Graph) -> str:
    """Return how many resources there are of each Azure service; the numbers add up to all of them."""
    services = Counter(one.kind.partition(":")[0] for one in graph.cloud)
    return ", ".join(f"{service} {count}" for service, count in services.most_common())
