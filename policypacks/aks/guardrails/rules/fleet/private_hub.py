"""The hub of a fleet is an API server, too."""

from guardrails.checks import must_be, where
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Props
from guardrails.subjects import FLEET


def _has_hub(fleet: Props) -> bool:
    return fleet.get("hubProfile") is not None


GUARDRAIL = Guardrail(
    title="The hub of a fleet has a private address only",
    applies_to=FLEET,
    severity=Severity.MEDIUM,
    why="Who administers the hub places workloads on every cluster of the fleet; a public hub takes no ranges "
    "that limit who may try.",
    fix='Set api_server_access_profile={"enable_private_cluster": True} in hub_profile.',
    link="https://learn.microsoft.com/azure/kubernetes-fleet/concepts-choosing-fleet",
    absent="Azure makes a hub public, so an absent profile of its access fails; a fleet without a hub has no "
    "API server.",
    requirements=("003-4",),
    controls=(mcsb("NS-2"),),
    check=where(_has_hub, must_be("hubProfile.apiServerAccessProfile.enablePrivateCluster", expected=True)),
    passing={
        "the hub is private": {"hubProfile": {"apiServerAccessProfile": {"enablePrivateCluster": True}}},
        "there is no hub": {"location": "westeurope"},
    },
    failing={
        "the hub is public": {"hubProfile": {"apiServerAccessProfile": {"enablePrivateCluster": False}}},
        "the hub is left at Azure's default": {"hubProfile": {"dnsPrefix": "fleet"}},
    },
)
