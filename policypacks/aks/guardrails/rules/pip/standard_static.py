"""A public address must be of the standard kind, and stay."""

from guardrails.checks import must_be, must_be_one_of
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import PUBLIC_ADDRESS


def check(address: Props) -> Problems:
    """Basic addresses were retired on 2025-09-30."""
    yield from decided(must_be_one_of("sku.name", ("Standard", "StandardV2"), absent="Basic"), address)
    yield from decided(must_be("publicIPAllocationMethod", "Static", absent="Dynamic"), address)


_STANDARD = {"sku": {"name": "Standard"}}

GUARDRAIL = Guardrail(
    title="Public addresses are standard and static",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.MEDIUM,
    why="A basic address is open until a rule closes it and is no longer supported; a dynamic one changes while "
    "others rely on it.",
    fix="Set sku={'name': 'Standard'} and public_ip_allocation_method='Static' on the PublicIPAddress.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance",
    absent="Azure takes Basic and Dynamic, so absent fails.",
    requirements=(),
    controls=(psrule("Azure.PublicIP.StandardSKU"), psrule("Azure.PublicIP.MigrateStandard")),
    check=check,
    passing={
        "the address is standard and static": {**_STANDARD, "publicIPAllocationMethod": "Static"},
        "the address is of the second standard": {"sku": {"name": "StandardV2"}, "publicIPAllocationMethod": "Static"},
    },
    failing={
        "the address is basic": {"sku": {"name": "Basic"}, "publicIPAllocationMethod": "Static"},
        "the address is dynamic": {**_STANDARD, "publicIPAllocationMethod": "Dynamic"},
        "the kind is left at Azure's default": {"publicIPAllocationMethod": "Static"},
        "the method is left at Azure's default": _STANDARD,
    },
)
