"""The addresses of services and pods must not be those of the network."""

from functools import partial
from ipaddress import IPv4Network

from guardrails.examples import ExampleResource, Output, arm_id
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import is_pool_of
from guardrails.networks import lies_in
from guardrails.props import Problems, all_of, each_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, SUBNET, VIRTUAL_NETWORK


def check(cluster: Resource, stack: Stack) -> Problems:
    """What is no range or address is Azure's to refuse."""
    service = _range(cluster.text("networkProfile.serviceCidr", "10.0.0.0/16"))
    pod = _range(cluster.text("networkProfile.podCidr", "10.244.0.0/16")) if _has_pod_range(cluster) else None
    dns = _range(cluster.text("networkProfile.dnsServiceIP"))
    if service and dns and not service.overlaps(dns):
        yield f"must set dnsServiceIP to an address in {service}"
    if service and pod and service.overlaps(pod):
        yield f"must set podCidr apart from the services in {service}"

    def overlapping(network: Resource) -> Problems:
        for space in filter(None, map(_range, network.texts("addressSpace.addressPrefixes"))):
            for name, own in (("serviceCidr", service), ("podCidr", pod)):
                if own and own.overlaps(space):
                    yield f"must set {name} apart from the address space {space} of {network.name}"

    yield from each_of(stack.all(VIRTUAL_NETWORK), partial(_holds_nodes, cluster, stack), overlapping)


def _range(text: str) -> IPv4Network | None:
    try:
        return IPv4Network(text, strict=False)
    except ValueError:
        return None


def _has_pod_range(cluster: Resource) -> bool:
    overlay = cluster.text("networkProfile.networkPluginMode").lower() == "overlay"
    return overlay or cluster.text("networkProfile.networkPlugin").lower() == "kubenet"


def _holds_nodes(cluster: Resource, stack: Stack, network: Resource) -> bool:
    def stands_in(subnet: Resource, pool: Resource) -> bool:
        return all_of(lambda: is_pool_of(pool, cluster), lambda: pool.points_at("vnetSubnetID", subnet))

    def holds(subnet: Resource) -> bool:
        return all_of(
            lambda: subnet.urn == network.urn or lies_in(subnet, network),
            lambda: bool(select(stack.pointing(AGENT_POOL, cluster, "resourceName"), partial(stands_in, subnet))),
        )

    return bool(select(stack.pointing(SUBNET, network, "virtualNetworkName"), holds))


def cluster(**ranges: str | None) -> ExampleResource:
    """Return an example's cluster with nodes in the subnet `nodes`."""
    profile = {key: value for key, value in {**_RANGES, **ranges}.items() if value}
    pools = [{"name": "system", "vnetSubnetID": Output("nodes")}]
    return ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": profile, "agentPoolProfiles": pools})


def network(*spaces: str) -> ExampleResource:
    """Return an example's network."""
    return ExampleResource(VIRTUAL_NETWORK.token, {"addressSpace": {"addressPrefixes": list(spaces)}})


_RANGES = {
    "networkPlugin": "azure",
    "networkPluginMode": "overlay",
    "serviceCidr": "172.16.0.0/16",
    "dnsServiceIP": "172.16.0.10",
    "podCidr": "192.168.0.0/16",
}
_SUBNET = ExampleResource(SUBNET.token, {"subnetName": "nodes", "virtualNetworkName": Output("network", "name")})

_LISTED = arm_id("network", VIRTUAL_NETWORK.token) + "/subnets/nodes"

GUARDRAIL = StackGuardrail(
    title="Service and pod addresses overlap neither each other nor the network",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Where they overlap, pods cannot reach that part of the network, and Azure refuses the cluster, "
    "minutes into the update.",
    fix="Choose service_cidr and pod_cidr outside the VirtualNetwork's address_space, and dns_service_ip "
    "inside service_cidr.",
    link="https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning",
    absent="Azure takes 10.0.0.0/16 for services and 10.244.0.0/16 for pods, and the check compares those.",
    requirements=(),
    controls=(mcsb("NS-1"),),
    check=check,
    passing={
        "apart": {"cluster": cluster(), "nodes": _SUBNET, "network": network("10.1.0.0/16")},
        "Azure's own ranges beside another network": {
            "cluster": cluster(serviceCidr=None, podCidr=None, dnsServiceIP=None),
            "nodes": _SUBNET,
            "network": network("10.1.0.0/16"),
        },
        "a network outside the stack": {"cluster": ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": _RANGES})},
        "pods have addresses of the network": {
            "cluster": cluster(podCidr=None, networkPluginMode=None),
            "nodes": _SUBNET,
            "network": network("10.244.0.0/16"),
        },
    },
    failing={
        "services overlap the network": {
            "cluster": cluster(),
            "nodes": _SUBNET,
            "network": network("172.16.0.0/16", "10.1.0.0/16"),
        },
        "pods overlap the network": {"cluster": cluster(), "nodes": _SUBNET, "network": network("192.168.0.0/16")},
        "Azure's own services overlap the network": {
            "cluster": cluster(serviceCidr=None, dnsServiceIP=None),
            "nodes": _SUBNET,
            "network": network("10.0.0.0/8"),
        },
        "pods overlap services": {
            "cluster": cluster(podCidr="172.16.0.0/12"),
            "nodes": _SUBNET,
            "network": network("10.1.0.0/16"),
        },
        "DNS stands outside services": {
            "cluster": cluster(dnsServiceIP="10.0.0.10"),
            "nodes": _SUBNET,
            "network": network("10.1.0.0/16"),
        },
        "Azure's own pods overlap the network": {
            "cluster": cluster(podCidr=None),
            "nodes": _SUBNET,
            "network": network("10.244.0.0/16"),
        },
        "pods of kubenet overlap the network": {
            "cluster": cluster(networkPlugin="kubenet", networkPluginMode=None),
            "nodes": _SUBNET,
            "network": network("192.168.0.0/16"),
        },
        "services overlap the network, which is given by an address within": {
            "cluster": cluster(),
            "nodes": _SUBNET,
            "network": network("172.16.0.1/16"),
        },
        "services overlap a network that lists its subnet": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {"networkProfile": _RANGES, "agentPoolProfiles": [{"name": "system", "vnetSubnetID": _LISTED}]},
            ),
            "network": ExampleResource(
                VIRTUAL_NETWORK.token,
                {"addressSpace": {"addressPrefixes": ["172.16.0.0/16"]}, "subnets": [{"name": "nodes"}]},
            ),
        },
        "services overlap the network of a pool of its own": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": _RANGES}),
            "pool": ExampleResource(
                AGENT_POOL.token, {"resourceName": Output("cluster", "name"), "vnetSubnetID": Output("nodes")}
            ),
            "nodes": _SUBNET,
            "network": network("172.16.0.0/16"),
        },
    },
)
