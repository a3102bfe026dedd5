"""A cluster with a DNS zone of yours must have an identity of yours."""

from collections.abc import Mapping
from typing import Any

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import IDENTITY, MANAGED_CLUSTER, PRIVATE_DNS_ZONE

_ZONE_ID = "apiServerAccessProfile.privateDNSZone"


def check(cluster: Resource, stack: Stack) -> Problems:
    """A zone is the cluster's own when it is named by id: by one of the stack, or by hand."""
    if cluster.text("identity.type").lower() == "userassigned":
        return
    if any_of(
        lambda: bool(select(stack.all(PRIVATE_DNS_ZONE), lambda zone: cluster.points_at(_ZONE_ID, zone))),
        lambda: "/privatednszones/" in cluster.text(_ZONE_ID).lower(),
    ):
        yield "must set identity.type to UserAssigned"


def cluster(zone: Any, identity: Mapping[str, Any] | None = None) -> ExampleResource:
    """Return an example's private cluster with the zone."""
    access = {"enablePrivateCluster": True, "privateDNSZone": zone}
    return ExampleResource(
        MANAGED_CLUSTER.token, {"apiServerAccessProfile": access, **({"identity": identity} if identity else {})}
    )


_ZONE = ExampleResource(PRIVATE_DNS_ZONE.token, {"privateZoneName": "privatelink.westeurope.azmk8s.io"})
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/dns"
    "/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
)

GUARDRAIL = StackGuardrail(
    title="A cluster with a private DNS zone of its own has a user-assigned identity",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="A system-assigned identity exists only after the cluster, too late for the rights on the zone that "
    "creation needs: Azure refuses.",
    fix='Set identity with type="UserAssigned" and give that identity Private DNS Zone Contributor on the zone.',
    link="https://learn.microsoft.com/azure/aks/private-clusters",
    absent="Without a zone of its own any identity will do, so an absent zone passes; an absent identity beside "
    "a zone fails.",
    requirements=(),
    controls=(mcsb("IM-3"),),
    check=check,
    passing={
        "a zone and an identity of the stack": {
            "cluster": cluster(
                Output("zone"), {"type": "UserAssigned", "userAssignedIdentities": [Output("identity")]}
            ),
            "zone": _ZONE,
            "identity": ExampleResource(IDENTITY.token),
        },
        "the zone that Azure makes": {"cluster": cluster("system", {"type": "SystemAssigned"})},
        "no zone": {"cluster": ExampleResource(MANAGED_CLUSTER.token, {"identity": {"type": "SystemAssigned"}})},
    },
    failing={
        "a zone of the stack, and an identity that Azure makes": {
            "cluster": cluster(Output("zone"), {"type": "SystemAssigned"}),
            "zone": _ZONE,
        },
        "a zone outside the stack, and no identity": {"cluster": cluster(_ELSEWHERE)},
    },
)
