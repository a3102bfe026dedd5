"""A NAT gateway must be standard, and in a zone that somebody chose."""

from guardrails.checks import must_be_one_of
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of, decided
from guardrails.subjects import NAT_GATEWAY


def check(gateway: Props) -> Problems:
    """StandardV2 spans the zones by itself."""
    yield from decided(must_be_one_of("sku.name", ("Standard", "StandardV2")), gateway)
    yield from decided(_zones, gateway)


def _zones(gateway: Props) -> Problems:
    if all_of(lambda: not gateway.has("zones"), lambda: gateway.text("sku.name").lower() != "standardv2"):
        yield "must set zones"


GUARDRAIL = Guardrail(
    title="NAT gateways are standard and have a chosen zone",
    applies_to=NAT_GATEWAY,
    severity=Severity.LOW,
    why="Azure puts a gateway without a zone into one that nobody knows: when that zone fails, all nodes are cut off.",
    fix="Set zones to the zone of the subnet's nodes, one gateway a zone, or sku={'name': 'StandardV2'}.",
    link="https://learn.microsoft.com/azure/nat-gateway/nat-availability-zones",
    absent="Azure chooses a zone itself, so absent fails for Standard.",
    requirements=(),
    check=check,
    passing={
        "the gateway has a zone": {"sku": {"name": "Standard"}, "zones": ["1"]},
        "the gateway spans the zones": {"sku": {"name": "StandardV2"}},
    },
    failing={
        "the gateway has no zone": {"sku": {"name": "Standard"}},
        "the list of zones is empty": {"sku": {"name": "Standard"}, "zones": []},
        "the kind is left out": {"zones": ["1"]},
    },
)
