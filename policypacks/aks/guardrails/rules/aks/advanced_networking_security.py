"""Policies must be able to name hosts and HTTP paths."""

from guardrails.checks import must_be, where
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER

_SERVICES = "networkProfile.advancedNetworking"


def check(cluster: Props) -> Problems:
    """Turned on as a whole, the services are all on that are not turned off by name."""
    yield from decided(must_be(f"{_SERVICES}.enabled", expected=True), cluster)
    yield from must_be(f"{_SERVICES}.security.enabled", expected=True, absent=True)(cluster)


GUARDRAIL = Guardrail(
    title="Network policies by host name and by HTTP are possible",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without it egress can be restricted by address only, and addresses of cloud services change and are shared.",
    fix="Set network_profile.advanced_networking with enabled=True and security.enabled=True.",
    link="https://learn.microsoft.com/azure/aks/advanced-container-networking-services-overview",
    absent="Azure leaves it off, so absent fails on the Cilium data plane; other data planes cannot have it and pass.",
    requirements=("004-6",),
    controls=(mcsb("NS-1"),),
    check=where(lambda cluster: cluster.text("networkProfile.networkDataplane").lower() == "cilium", check),
    passing={
        "it is on": {
            "networkProfile": {
                "networkDataplane": "cilium",
                "advancedNetworking": {"enabled": True, "security": {"enabled": True}},
            }
        },
        "it is on with all the rest": {
            "networkProfile": {"networkDataplane": "cilium", "advancedNetworking": {"enabled": True}}
        },
        "another data plane": {"networkProfile": {"networkDataplane": "azure"}},
        "there is no network profile": {},
    },
    failing={
        "it is off": {
            "networkProfile": {
                "networkDataplane": "cilium",
                "advancedNetworking": {"enabled": True, "security": {"enabled": False}},
            }
        },
        "it is left at Azure's default": {"networkProfile": {"networkDataplane": "cilium"}},
    },
)
