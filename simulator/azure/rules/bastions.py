"""Bastions: where they stand."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.rules.subnets import has_the_name_and_size


def subnet_is_the_bastions(request: Request) -> ArmError | None:
    """A bastion stands in a subnet named AzureBastionSubnet, a /26 or larger. The code for the size is not known."""
    return has_the_name_and_size(request, "AzureBastionSubnet", "SubnetNameMustBeAzureBastionSubnet")


EVIDENCE: Rules = {
    subnet_is_the_bastions: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/pull/15365",
        "SubnetNameMustBeAzureBastionSubnet",
        "BadRequest",
    ),
}
