"""A subnet must not have Azure's implicit way out to the Internet."""

from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import SUBNET

# Azure's own services manage the outbound traffic of these and of delegated subnets.
_MANAGED = frozenset(
    {
        "azurebastionsubnet",
        "azurefirewallmanagementsubnet",
        "azurefirewallsubnet",
        "gatewaysubnet",
        "routeserversubnet",
    }
)


def check(subnet: Props) -> Problems:
    """A private subnet is one whose machines need a NAT gateway, firewall or load balancer to get out."""
    if all_of(
        lambda: subnet.get("defaultOutboundAccess") is not False,
        lambda: not subnet.get("delegations"),
        lambda: (subnet.text("subnetName") or subnet.text("name")).lower() not in _MANAGED,
    ):
        yield "must set defaultOutboundAccess to false"


GUARDRAIL = Guardrail(
    title="Subnets are private: no default outbound access",
    applies_to=SUBNET,
    severity=Severity.HIGH,
    why="Default outbound access leaves through addresses of Microsoft that nobody filters, logs or can put on an "
    "allow list.",
    fix="Set default_outbound_access=False on the Subnet and give it a NAT gateway, or a route to the firewall.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access",
    absent="At the API version of azure-native 3 (before 2025-07-01) Azure takes true, so absent fails.",
    requirements=("004-6",),
    controls=(mcsb("NS-2"), azure_policy("7bca8353-aa3b-429b-904a-9229c4385837"), psrule("Azure.VNET.PrivateSubnet")),
    check=check,
    remedy={"defaultOutboundAccess": False},
    passing={
        "default outbound access is off": {"name": "nodes", "defaultOutboundAccess": False},
        "the subnet is delegated": {
            "name": "database",
            "delegations": [{"name": "db", "serviceName": "Microsoft.DBforPostgreSQL/flexibleServers"}],
        },
        "the subnet is the route server's": {"name": "RouteServerSubnet"},
        **{
            f"the subnet is {name}": {"name": name}
            for name in ("AzureBastionSubnet", "AzureFirewallManagementSubnet", "GatewaySubnet")
        },
        "the name is the resource's": {"subnetName": "RouteServerSubnet"},
        "the subnet is the firewall's": {"name": "AzureFirewallSubnet"},
    },
    failing={
        "default outbound access is on": {"name": "nodes", "defaultOutboundAccess": True},
        "default outbound access is left at Azure's default": {"name": "nodes"},
        "the list of delegations is empty": {"name": "nodes", "delegations": []},
    },
)
