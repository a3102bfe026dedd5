"""A public address must not be of the basic kind."""

from datetime import date

from guardrails.checks import must_be_one_of
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import PUBLIC_ADDRESS

GUARDRAIL = Guardrail(
    title="The public address is not of the basic kind",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.HIGH,
    why="Azure retired basic public addresses on 2025-09-30: no new ones, no support for those that are left.",
    fix="Set sku={'name': 'Standard'} and public_ip_allocation_method='Static' on the PublicIPAddress.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance",
    absent="Azure takes Basic, so absent fails.",
    requirements=(),
    retires=date(2025, 9, 30),
    check=must_be_one_of("sku.name", ("Standard", "StandardV2"), absent="Basic"),
    passing={
        "the kind is standard": {"sku": {"name": "Standard"}},
        "the kind is standard, of the second version": {"sku": {"name": "StandardV2"}},
    },
    failing={
        "the kind is basic": {"sku": {"name": "Basic"}},
        "the kind is left at Azure's default": {"publicIPAllocationMethod": "Static"},
    },
)
