"""Firewalls: where they stand."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.rules.subnets import has_the_name_and_size


def subnet_is_the_firewalls(request: Request) -> ArmError | None:
    """A firewall stands in a subnet named AzureFirewallSubnet, a /26 or larger."""
    return has_the_name_and_size(request, "AzureFirewallSubnet", "BadRequest")


EVIDENCE: Rules = {
    subnet_is_the_firewalls: documented("https://learn.microsoft.com/azure/firewall/firewall-faq", "BadRequest"),
}
