"""Every subnet that can have a network security group must have one."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import is_repeated, subnet_name
from guardrails.props import Problems, all_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import SECURITY_GROUP, SUBNET, VIRTUAL_NETWORK

# Azure refuses a group there, or manages the subnet itself.
_WITHOUT = frozenset({"azurefirewallsubnet", "azurefirewallmanagementsubnet", "gatewaysubnet", "routeserversubnet"})


def check(subnet: Resource, stack: Stack) -> Problems:
    """Where a Subnet repeats one that its network lists, the Subnet is written last and decides."""
    if all_of(
        lambda: not subnet.has("networkSecurityGroup.id"),
        lambda: subnet_name(subnet).lower() not in _WITHOUT,
        lambda: not is_repeated(subnet, stack),
    ):
        yield "must set networkSecurityGroup"


_GROUP = ExampleResource(SECURITY_GROUP.token)
_GUARDED = {"subnetName": "nodes", "networkSecurityGroup": {"id": Output("group")}}
_OPEN = {"subnetName": "nodes"}


def _alone(properties: Values) -> ExampleResource:
    return ExampleResource(SUBNET.token, {"virtualNetworkName": Output("network", "name"), **properties})


def _network(*subnets: Values) -> ExampleResource:
    return ExampleResource(VIRTUAL_NETWORK.token, {"subnets": list(subnets)} if subnets else {})


GUARDRAIL = StackGuardrail(
    title="Every subnet has a network security group",
    applies_to=SUBNET,
    severity=Severity.HIGH,
    why="Without a group every port of every machine in the subnet is open to the whole virtual network and its peers.",
    fix="Set network_security_group={'id': group.id} on the Subnet.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    absent="Azure creates a subnet without a group, so absent fails; an id that is known only later is one.",
    requirements=("004-6",),
    controls=(
        mcsb("NS-1"),
        azure_policy("e71308d3-144b-4262-b144-efdc3cc90517"),
        checkov("CKV2_AZURE_31"),
        psrule("Azure.VNET.UseNSGs"),
    ),
    check=check,
    passing={
        "a subnet of its own has a group": {"group": _GROUP, "network": _network(), "subnet": _alone(_GUARDED)},
        "a subnet in its network has a group": {
            "group": _GROUP,
            "network": _network({"name": "nodes", "networkSecurityGroup": {"id": Output("group")}}),
        },
        **{
            f"{name} takes no group": {"network": _network({"name": name})}
            for name in ("AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet")
        },
        "the gateway's subnet takes no group": {
            "gateway": _alone({"subnetName": "GatewaySubnet"}),
            "network": _network(),
        },
        "the subnet of its own that repeats an open one has a group": {
            "group": _GROUP,
            "network": _network({"name": "Nodes"}),
            "subnet": _alone(_GUARDED),
        },
    },
    failing={
        "a subnet of its own has no group": {"network": _network(), "subnet": _alone(_OPEN)},
        "the group is empty": {"network": _network(), "subnet": _alone({**_OPEN, "networkSecurityGroup": {}})},
        "a subnet in its network has no group": {"network": _network({"name": "nodes"})},
        "the bastion's subnet has no group": {"network": _network({"name": "AzureBastionSubnet"})},
        "the subnet of its own that repeats a guarded one has no group": {
            "group": _GROUP,
            "network": _network({"name": "nodes", "networkSecurityGroup": {"id": Output("group")}}),
            "subnet": _alone(_OPEN),
        },
        "a subnet of that name belongs to another network": {
            "group": _GROUP,
            "network": _network(),
            "other": _network({"name": "nodes"}),
            "subnet": _alone(_GUARDED),
        },
    },
)
