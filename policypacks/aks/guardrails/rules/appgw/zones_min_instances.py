"""An application gateway must survive the loss of a zone or an instance."""

from functools import partial

from guardrails.checks import must_span_zones, number
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, any_of, decided
from guardrails.subjects import APPLICATION_GATEWAY

_FEWEST = 2
_COUNTS = ("autoscaleConfiguration.minCapacity", "sku.capacity")


def check(gateway: Props) -> Problems:
    """Instances are reserved by autoscaling, or fixed in the sku; Azure runs two of its own accord, unreserved."""
    yield from decided(must_span_zones(_FEWEST), gateway)
    yield from decided(_instances, gateway)


def _instances(gateway: Props) -> Problems:
    if not any_of(*(partial(_is_enough, gateway, path) for path in _COUNTS)):
        yield f"must set {' or '.join(_COUNTS)} to at least {_FEWEST}"


def _is_enough(gateway: Props, path: str) -> bool:
    return number(gateway, path) >= _FEWEST


_TWO = {"autoscaleConfiguration": {"minCapacity": 2, "maxCapacity": 10}}

GUARDRAIL = Guardrail(
    title="The application gateway spans zones and reserves two instances",
    applies_to=APPLICATION_GATEWAY,
    severity=Severity.LOW,
    why="In one zone the gateway falls with the zone; without a reserve of instances users feel a peak for the minutes "
    "that new ones take to start.",
    fix="Set autoscale_configuration={'min_capacity': 2}, and zones=['1', '2', '3'] or none.",
    link="https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant",
    absent="Azure spreads a gateway without zones over those of its region, so absent zones pass; autoscaling "
    "may reserve none, so absent counts fail.",
    requirements=(),
    controls=(psrule("Azure.AppGw.AvailabilityZone"), psrule("Azure.AppGw.MinInstance")),
    check=check,
    passing={
        "autoscaling reserves two in three zones": {**_TWO, "zones": ["1", "2", "3"]},
        "the zones are left to Azure": _TWO,
        "two instances are fixed": {"sku": {"tier": "WAF_v2", "capacity": 2}},
    },
    failing={
        "the gateway is in one zone": {**_TWO, "zones": ["1"]},
        "autoscaling reserves none": {"autoscaleConfiguration": {"minCapacity": 0}},
        "one instance is fixed": {"sku": {"tier": "WAF_v2", "capacity": 1}},
        "the counts are left out": {"zones": ["1", "2", "3"]},
    },
)
