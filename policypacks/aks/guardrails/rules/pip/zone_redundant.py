"""A public address must not live in one zone only."""

from guardrails.checks import must_span_zones
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import PUBLIC_ADDRESS

GUARDRAIL = Guardrail(
    title="Public addresses survive the loss of a zone",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.LOW,
    why="An address in one zone is gone with that zone, and with it whatever stands behind it in the others.",
    fix="Set zones=['1', '2', '3'] on the PublicIPAddress.",
    link="https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    absent="Azure makes standard addresses without zones zone-redundant, region by region, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.PublicIP.AvailabilityZone"),),
    check=must_span_zones(3),
    passing={
        "the address is in three zones": {"zones": ["1", "2", "3"]},
        "the zones are left to Azure": {"sku": {"name": "Standard"}},
        "the list of zones is empty": {"zones": []},
    },
    failing={
        "the address is in one zone": {"zones": ["1"]},
        "the address is in two zones": {"zones": ["1", "2"]},
    },
)
