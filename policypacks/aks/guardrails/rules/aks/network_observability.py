"""What pods send one another must be visible."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER

_SERVICES = "networkProfile.advancedNetworking"


def check(cluster: Props) -> Problems:
    """Turned on as a whole, the services are all on that are not turned off by name."""
    yield from decided(must_be(f"{_SERVICES}.enabled", expected=True), cluster)
    yield from must_be(f"{_SERVICES}.observability.enabled", expected=True, absent=True)(cluster)


GUARDRAIL = Guardrail(
    title="Network flows between pods are observed",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without flows and DNS metrics nobody sees a pod that scans its neighbours or calls home.",
    fix="Set network_profile.advanced_networking with enabled=True and observability.enabled=True.",
    link="https://learn.microsoft.com/azure/aks/advanced-container-networking-services-overview",
    absent="Azure leaves it off, so absent fails.",
    requirements=("004-8",),
    controls=(mcsb("LT-3"),),
    check=check,
    passing={
        "it is on": {"networkProfile": {"advancedNetworking": {"enabled": True, "observability": {"enabled": True}}}},
        "it is on with all the rest": {"networkProfile": {"advancedNetworking": {"enabled": True}}},
    },
    failing={
        "it is off": {"networkProfile": {"advancedNetworking": {"enabled": True, "observability": {"enabled": False}}}},
        "the services are off": {
            "networkProfile": {"advancedNetworking": {"enabled": False, "observability": {"enabled": True}}}
        },
        "it is left at Azure's default": {},
    },
)
