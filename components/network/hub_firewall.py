"""A hub of one's own holds nothing but the firewall that everything leaving the platform passes."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import network

from components.monitoring.diagnostics import Diagnostics
from components.naming import Kind
from components.naming import name as azure_name
from components.network.egress_allow_list import Destinations
from components.network.firewall_policy import FirewallPolicy
from components.network.public_address import PublicAddress
from components.network.virtual_network import VirtualNetwork

LOG_CATEGORIES = [
    "AZFWApplicationRule",
    "AZFWApplicationRuleAggregation",
    "AZFWDnsQuery",
    "AZFWFqdnResolveFailure",
    "AZFWIdpsSignature",
    "AZFWNatRule",
    "AZFWNatRuleAggregation",
    "AZFWNetworkRule",
    "AZFWNetworkRuleAggregation",
    "AZFWThreatIntel",
]
"""All but flow traces, which cost a multiple and are for hunting one fault:
https://learn.microsoft.com/azure/firewall/monitor-firewall-reference#resource-logs."""


class HubFirewallArgs(TypedDict):
    """What the hub needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns hub and firewall."""
    address_prefix: str
    """CIDR range of the hub."""
    firewall_prefix: str
    """CIDR range of the firewall's subnet in the hub, a /26."""
    protected: list[str]
    """CIDR ranges of the platform's networks."""
    sources: list[str]
    """CIDR ranges of the nodes."""
    destinations: list[Destinations]
    """What nodes may reach on the Internet."""
    ddos_plan_id: Input[str] | None
    """ARM id of the DDoS protection plan that the hub joins, or None."""
    workspace_id: Input[str]
    """ARM id of the workspace for the firewall's logs."""
    tags: Input[Mapping[str, str]]
    """Tags of everything in the hub that takes tags."""


class HubFirewall(ComponentResource):
    """Hub network with a Premium Azure Firewall over three zones, which is also the DNS server of its spokes."""

    network_id: Output[str]
    """ARM id of the hub network."""
    network_name: Output[str]
    """Name of the hub network."""
    private_ip: Output[str]
    """Next hop of the spokes and their DNS server, known once the rules are in force."""
    public_ip: Output[str]
    """The address others see."""

    def __init__(self, name: str, args: HubFirewallArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:HubFirewall", name, {**args}, opts)
        child = ResourceOptions(parent=self)
        hub = VirtualNetwork(
            name,
            {
                "stem": args["stem"],
                "role": "hub",
                "resource_group_name": args["resource_group_name"],
                "address_prefixes": [args["address_prefix"]],
                "dns_servers": [],
                "ddos_plan_id": args["ddos_plan_id"],
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            child,
        )
        # Azure wants this name, and takes neither a security group nor private outbound access here:
        # https://learn.microsoft.com/azure/firewall/firewall-faq
        subnet = network.Subnet(
            name,
            subnet_name="AzureFirewallSubnet",
            resource_group_name=args["resource_group_name"],
            virtual_network_name=hub.network_name,
            address_prefix=args["firewall_prefix"],
            opts=child,
        )
        policy = FirewallPolicy(
            name,
            {
                "stem": args["stem"],
                "resource_group_name": args["resource_group_name"],
                "protected": args["protected"],
                "sources": args["sources"],
                "destinations": args["destinations"],
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            child,
        )
        address = PublicAddress(
            name,
            {
                "stem": args["stem"],
                "role": "firewall",
                "resource_group_name": args["resource_group_name"],
                "workspace_id": args["workspace_id"],
                "tags": args["tags"],
            },
            child,
        )
        firewall = network.AzureFirewall(
            name,
            azure_firewall_name=azure_name(Kind.FIREWALL, args["stem"]),
            resource_group_name=args["resource_group_name"],
            sku={
                "name": network.AzureFirewallSkuName.AZF_W_V_NET,
                "tier": network.AzureFirewallSkuTier.PREMIUM,
            },
            firewall_policy={"id": policy.policy_id},
            ip_configurations=[
                {"name": "egress", "subnet": {"id": subnet.id}, "public_ip_address": {"id": address.address_id}}
            ],
            zones=["1", "2", "3"],
            tags=args["tags"],
            opts=child,
        )
        Diagnostics(
            f"{name}-firewall",
            {"resource_id": firewall.id, "workspace_id": args["workspace_id"], "categories": LOG_CATEGORIES},
            child,
        )
        self.network_id = hub.network_id
        self.network_name = hub.network_name
        self.private_ip = firewall.ip_configurations.apply(lambda found: found[0].private_ip_address if found else "")
        self.public_ip = address.address
        self.register_outputs(
            {
                "networkId": self.network_id,
                "networkName": self.network_name,
                "privateIp": self.private_ip,
                "publicIp": self.public_ip,
            }
        )
