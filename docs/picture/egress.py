"""How the nodes of a stamp reach the Internet, if at all, read from its cluster, routes and firewall."""

from dataclasses import dataclass

from docs.picture.facts import count, true_of
from docs.picture.graph import Graph, Resource

PROXY = {"DNS proxy": ("dnsSettings.enableProxy", True)}
CACHED = {"nodes start from images that the registry caches": ("bootstrapProfile.artifactSource", "Cache")}


@dataclass(frozen=True)
class WayOut:
    """What stands between nodes and the Internet."""

    place: str
    name: str
    said: list[str]
    reaches: list[str]
    """What is known of the other end."""
    short: str
    """All of it in a few words."""
    leaves: bool = True


def way_out(graph: Graph) -> WayOut:
    """Return the way out of one stamp; a hub that another stamp has brought along is not part of its graph."""
    (cluster,) = graph.of("containerservice:ManagedCluster")
    outbound = cluster.known("networkProfile.outboundType")
    addresses = f"public addresses of the platform: {len(graph.of('network:PublicIPAddress'))}"
    if outbound == "none":
        said = ["nothing leaves the network", true_of(cluster, CACHED)]
        return WayOut("Way out", "None", said, ["out of reach"], "nothing leaves", leaves=False)
    if outbound == "userAssignedNATGateway":
        said = ["lets everything out and nothing in", addresses]
        return WayOut("Way out", "NAT gateway", said, ["any host"], "leaves by a NAT gateway of its own")
    for firewall in graph.of("network:AzureFirewall"):
        return _own_firewall(graph, firewall, addresses)
    peers = [str(one.known("remoteVirtualNetwork.id", "")) for one in graph.of("network:VirtualNetworkPeering")]
    others = [one.rpartition("/")[2] for one in peers if one.startswith("/subscriptions/")]
    if not others:
        return WayOut("Way out", "Firewall of the first stamp", [], [], "leaves by the first stamp's firewall")
    hop = graph.of("network:RouteTable")[0].known("routes.0.nextHopIpAddress")
    said = ["others keep it, and decide what leaves", addresses]
    place, reaches = f"Hub network of others  {others[0]}", ["what the hub lets out"]
    return WayOut(place, f"Firewall at {hop}", said, reaches, f"leaves by {hop} in {others[0]}")


def _own_firewall(graph: Graph, firewall: Resource, addresses: str) -> WayOut:
    (subnet,) = graph.sources(firewall, "ipConfigurations", "network:Subnet")
    (hub,) = graph.sources(subnet, "virtualNetworkName", "network:VirtualNetwork")
    (policy,) = graph.sources(firewall, "firewallPolicy", "network:FirewallPolicy")
    said = [
        (
            f"threat intelligence {policy.known('threatIntelMode')}, intrusion detection "
            f"{policy.known('intrusionDetection.mode')}, {true_of(policy, PROXY)}"
        ),
        f"subnet {subnet.known('addressPrefix')}, {addresses}",
    ]
    place = f"Hub network  {', '.join(hub.known('addressSpace.addressPrefixes'))}"
    name = f"Azure Firewall {firewall.known('sku.tier')}, zones {', '.join(firewall.known('zones'))}"
    return WayOut(place, name, said, _allowed(graph), "leaves by the firewall of its hub")


def _allowed(graph: Graph) -> list[str]:
    """Return how many host names and tags the firewall lets pass, and by which protocols."""
    rules = [
        rule
        for group in graph.of("network:FirewallPolicyRuleCollectionGroup")
        for collection in group.known("ruleCollections", [])
        for rule in collection.get("rules", [])
    ]
    hosts = sum(len(rule.get("targetFqdns", [])) + len(rule.get("fqdnTags", [])) for rule in rules)
    protocols = sorted({one["protocolType"].upper() for rule in rules for one in rule.get("protocols", [])})
    return [count(hosts, "allowed host"), f"by {', '.join(protocols)}, from the nodes"]
