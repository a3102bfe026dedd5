"""A pool must outlive the loss of a data centre."""

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL

_ENOUGH = 2


def check(pool: Props) -> Problems:
    """What counts is how many zones are different."""
    if len(set(pool.texts("availabilityZones"))) < _ENOUGH:
        yield "must set availabilityZones to at least two zones"


GUARDRAIL = Guardrail(
    title="Nodes stand in at least two availability zones",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="A pool in one zone, or in none of its choice, is gone when that zone's power or network is.",
    fix='Set availability_zones=["1", "2", "3"] on the pool; exempt pools in regions without zones. It is '
    "chosen at creation.",
    link="https://learn.microsoft.com/azure/aks/availability-zones-overview",
    absent="Azure spreads nodes over no zones, so absent fails.",
    requirements=(),
    controls=(psrule("Azure.AKS.AvailabilityZone"),),
    check=check,
    passing={
        "three zones": {"availabilityZones": ["1", "2", "3"]},
        "two zones": {"availabilityZones": ["1", "2"]},
    },
    failing={
        "one zone": {"availabilityZones": ["1"]},
        "the same zone twice": {"availabilityZones": ["1", "1"]},
        "it is left at Azure's default": {"count": 3},
    },
)
