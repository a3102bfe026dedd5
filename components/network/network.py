"""One network, where every subnet has a purpose, a guard at its door and no way out but the one it is given."""

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.naming import Kind
from components.naming import name as azure_name
from components.network import security_rules
from components.network.addressing import plan, without_hub
from components.network.egress_allow_list import Destinations
from components.network.hub_firewall import HubFirewall
from components.network.nat_egress import NatEgress
from components.network.private_zones import PrivateZones
from components.network.routed_egress import Hub, RoutedEgress
from components.network.subnet import Subnet, SubnetArgs
from components.network.virtual_network import VirtualNetwork

OUTBOUND_TYPES = {
    "firewall": "userDefinedRouting",
    "hub": "userDefinedRouting",
    "natGateway": "userAssignedNATGateway",
    "isolated": "none",
}
"""What AKS calls each way out: https://learn.microsoft.com/azure/aks/egress-outboundtype."""


class ExistingHub(TypedDict):
    """A hub that others own."""

    network_id: str
    """ARM id of its network."""
    next_hop: str
    """Private address of its firewall."""
    dns_servers: list[str]
    """Addresses of the servers that resolve its private zones."""
    zone_group_id: str
    """ARM id of the resource group that holds its private zones."""
    forwards: bool
    """Whether networks behind it may reach the platform through its firewall."""


class NetworkArgs(TypedDict):
    """What the network needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the network."""
    zones_group_name: Input[str]
    """Resource group that owns the private zones; it holds each name once."""
    location: str
    """Region, part of the name of the API server's zone."""
    address_space: str
    """CIDR range of the platform: private, a /22 or larger."""
    pod_cidr: str
    """CIDR range of the pods, which overlays the network."""
    egress: str
    """Way out of the nodes: firewall, hub, natGateway or isolated."""
    existing_hub: ExistingHub | None
    """The hub of others to join, with egress hub; None elsewhere."""
    shared_hub: Hub | None
    """The hub that another network of the platform brought along, to join with egress firewall; None builds one."""
    spokes: list[str]
    """CIDR ranges of the platform's networks that will join the hub built here."""
    destinations: list[Destinations]
    """What nodes may reach on the Internet, with egress firewall."""
    endpoint_ports: NotRequired[list[str]]
    """TCP ports beside 443 at which nodes reach private endpoints, such as databases'."""
    build_agents: bool
    """Whether there is a subnet for machines that build images."""
    ddos_plan: str
    """none, own, or the ARM id of a plan to join."""
    workspace_id: Input[str]
    """ARM id of the workspace for the network's logs."""
    tags: Input[Mapping[str, str]]
    """Tags of everything in the network that takes tags."""


class Network(ComponentResource):
    """Virtual network with subnets for nodes, API server and private endpoints, and the private zones they need.

    Each subnet has its own security group and no default outbound access; only the nodes, and agents that
    build images, have a way to the Internet:
    a firewall in a hub of one's own, that of an existing hub, a NAT gateway, or none. `hub` is the former, for
    other networks of the platform; they resolve names in zones of their own.
    """

    nodes_subnet_id: Output[str]
    """ARM id of the subnet of the cluster's nodes, known once its way out is there."""
    api_server_subnet_id: Output[str]
    """ARM id of the subnet delegated to the API server."""
    private_endpoints_subnet_id: Output[str]
    """ARM id of the subnet of private endpoints."""
    build_agents_subnet_id: Output[str] | None
    """ARM id of the subnet of machines that build images, known once its way out is there; None where there is none."""
    virtual_network_id: Output[str]
    """ARM id of the network."""
    virtual_network_name: Output[str]
    """Name of the network."""
    hub_network_id: Output[str] | None
    """ARM id of the hub of one's own, or None."""
    registry_zone_id: Output[str]
    """ARM id of the private zone of registries."""
    vault_zone_id: Output[str]
    """ARM id of the private zone of key vaults."""
    blob_zone_id: Output[str]
    """ARM id of the private zone of blob storage."""
    cluster_zone_id: Output[str]
    """ARM id of the private zone of the API server."""
    egress_ip: Output[str] | None
    """The address from which the platform reaches the Internet, or None where it has none of its own."""

    def __init__(self, name: str, args: NetworkArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Network", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        space = IPv4Network(args["address_space"])
        subnets = plan(space)
        existing = args["existing_hub"]
        ddos_plan_id = _ddos_plan_id(name, args, child)
        firewall = None
        if args["egress"] == "firewall" and not args["shared_hub"]:
            behind = [space, *map(IPv4Network, args["spokes"])]
            firewall = HubFirewall(
                f"{name}-hub",
                {
                    "stem": args["stem"],
                    "resource_group_name": args["resource_group_name"],
                    "address_prefix": str(subnets.hub),
                    "firewall_prefix": str(subnets.firewall),
                    "protected": [str(one) for one in behind],
                    "sources": [str(nodes) for one in map(plan, behind) for nodes in (one.nodes, one.second_nodes)],
                    "destinations": args["destinations"],
                    "ddos_plan_id": ddos_plan_id,
                    "workspace_id": args["workspace_id"],
                    "tags": args["tags"],
                },
                child,
            )
        virtual_network = VirtualNetwork(
            name,
            {
                "stem": args["stem"],
                "role": "",
                "resource_group_name": args["resource_group_name"],
                "address_prefixes": [str(part) for part in (without_hub(space) if firewall else [space])],
                "dns_servers": [firewall.private_ip] if firewall else [*existing["dns_servers"]] if existing else [],
                "ddos_plan_id": ddos_plan_id,
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            child,
        )

        def subnet(role: str, address: IPv4Network, rules: list[security_rules.InboundRule]) -> SubnetArgs:
            return {
                "stem": args["stem"],
                "role": role,
                "resource_group_name": args["resource_group_name"],
                "virtual_network_name": virtual_network.network_name,
                "address_prefix": str(address),
                "inbound_rules": rules,
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            }

        nodes_args = subnet("nodes", subnets.nodes, security_rules.nodes(subnets, args["pod_cidr"]))
        self.egress_ip = firewall.public_ip if firewall else None
        self.hub = _own_hub(args["resource_group_name"], firewall) if firewall else args["shared_hub"]
        if hub := _others_hub(existing) or self.hub:
            egress = RoutedEgress(
                f"{name}-egress",
                {
                    "stem": args["stem"],
                    "resource_group_name": args["resource_group_name"],
                    "network_name": virtual_network.network_name,
                    "network_id": virtual_network.network_id,
                    "hub": hub,
                    "tags": args["tags"],
                },
                child,
            )
            nodes_args["route_table_id"] = egress.route_table_id
        elif args["egress"] == "natGateway":
            nat = NatEgress(
                f"{name}-egress",
                {
                    "stem": args["stem"],
                    "resource_group_name": args["resource_group_name"],
                    "workspace_id": args["workspace_id"],
                    "tags": args["tags"],
                },
                child,
            )
            nodes_args["nat_gateway_id"] = nat.nat_gateway_id
            self.egress_ip = nat.public_ip
        else:
            nodes_args["stays_inside"] = True
        nodes = Subnet(f"{name}-nodes", nodes_args, child)
        agents_args: SubnetArgs = {**nodes_args, **subnet("build-agents", subnets.build_agents, [])}
        agents = Subnet(f"{name}-build-agents", agents_args, child) if args["build_agents"] else None
        api_server = Subnet(
            f"{name}-api-server",
            {
                **subnet("api-server", subnets.api_server, security_rules.api_server(subnets)),
                "delegated_to": "Microsoft.ContainerService/managedClusters",
            },
            child,
        )
        endpoint_rules = security_rules.private_endpoints(subnets, args.get("endpoint_ports") or [])
        private_endpoints = Subnet(
            f"{name}-private-endpoints",
            {
                **subnet("private-endpoints", subnets.private_endpoints, endpoint_rules),
                "stays_inside": True,
            },
            child,
        )
        self.hub_network_id = firewall.network_id if firewall else None
        zones = PrivateZones(
            name,
            {
                "resource_group_name": args["zones_group_name"],
                "location": args["location"],
                "virtual_network_id": virtual_network.network_id,
                "hub_network_id": self.hub_network_id,
                "existing_group_id": existing["zone_group_id"] if existing else None,
                "tags": args["tags"],
            },
            child,
        )
        self.virtual_network_id = virtual_network.network_id
        self.virtual_network_name = virtual_network.network_name
        self.nodes_subnet_id = nodes.subnet_id
        self.build_agents_subnet_id = agents.subnet_id if agents else None
        self.api_server_subnet_id = api_server.subnet_id
        self.private_endpoints_subnet_id = private_endpoints.subnet_id
        self.registry_zone_id = zones.registry_zone_id
        self.vault_zone_id = zones.vault_zone_id
        self.blob_zone_id = zones.blob_zone_id
        self.cluster_zone_id = zones.cluster_zone_id
        self.register_outputs(
            {
                "nodesSubnetId": self.nodes_subnet_id,
                "buildAgentsSubnetId": self.build_agents_subnet_id,
                "apiServerSubnetId": self.api_server_subnet_id,
                "privateEndpointsSubnetId": self.private_endpoints_subnet_id,
                "virtualNetworkId": self.virtual_network_id,
                "virtualNetworkName": self.virtual_network_name,
                "hubNetworkId": self.hub_network_id,
                "registryZoneId": self.registry_zone_id,
                "vaultZoneId": self.vault_zone_id,
                "blobZoneId": self.blob_zone_id,
                "clusterZoneId": self.cluster_zone_id,
                "egressIp": self.egress_ip,
            }
        )


def _ddos_plan_id(name: str, args: NetworkArgs, opts: ResourceOptions) -> Input[str] | None:
    if args["ddos_plan"] != "own":
        return None if args["ddos_plan"] == "none" else args["ddos_plan"]
    return network.DdosProtectionPlan(
        name,
        ddos_protection_plan_name=azure_name(Kind.DDOS_PLAN, args["stem"]),
        resource_group_name=args["resource_group_name"],
        tags=args["tags"],
        opts=opts,
    ).id


def _own_hub(resource_group_name: Input[str], firewall: HubFirewall) -> Hub:
    return {
        "subscription_id": None,
        "resource_group_name": resource_group_name,
        "network_name": firewall.network_name,
        "network_id": firewall.network_id,
        "next_hop": firewall.private_ip,
        "forwards": False,
    }


def _others_hub(existing: ExistingHub | None) -> Hub | None:
    if existing is None:
        return None
    _, _, subscription_id, _, resource_group_name, *_, network_name = existing["network_id"].split("/")
    return {
        "subscription_id": subscription_id,
        "resource_group_name": resource_group_name,
        "network_name": network_name,
        "network_id": existing["network_id"],
        "next_hop": existing["next_hop"],
        "forwards": existing["forwards"],
    }
