"""A private cluster must be found by name."""

from typing import Any

from guardrails.checks import is_private
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, PRIVATE_DNS_ZONE

_ACCESS = "apiServerAccessProfile"


def check(cluster: Resource, stack: Stack) -> Problems:
    """An id that is known only after the update is that of a zone, or the program would have said system or none."""
    if not is_private(cluster):
        return
    if select(stack.all(PRIVATE_DNS_ZONE), lambda zone: cluster.points_at(f"{_ACCESS}.privateDNSZone", zone)):
        return
    zone = cluster.text(f"{_ACCESS}.privateDNSZone", "system").lower()
    if zone == "none" and cluster.get(f"{_ACCESS}.enablePrivateClusterPublicFQDN") is False:
        yield "must not set privateDNSZone to none without a public DNS name"
    elif zone not in {"none", "system"} and "/privatednszones/" not in zone:
        yield "must set privateDNSZone to system or to the id of a private DNS zone"


def private(**access: Any) -> ExampleResource:
    """Return an example's private cluster."""
    return ExampleResource(MANAGED_CLUSTER.token, {_ACCESS: {"enablePrivateCluster": True, **access}})


_ZONE = ExampleResource(PRIVATE_DNS_ZONE.token, {"privateZoneName": "privatelink.westeurope.azmk8s.io"})
_ELSEWHERE = (
    "/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/dns"
    "/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
)

GUARDRAIL = StackGuardrail(
    title="A private cluster has a DNS zone that its clients can resolve",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without a zone and without a public name nobody finds the API server, its own nodes included, and "
    "Azure refuses the cluster.",
    fix='Set private_dns_zone in api_server_access_profile to the id of a PrivateZone, or to "system".',
    link="https://learn.microsoft.com/azure/aks/private-clusters",
    absent="Azure makes a zone of its own (system), so absent passes; a public cluster passes.",
    requirements=("003-4",),
    controls=(cis_aks("5.4.2"), mcsb("NS-2")),
    check=check,
    passing={
        "a zone of the stack": {"cluster": private(privateDNSZone=Output("zone")), "zone": _ZONE},
        "a zone outside the stack": {"cluster": private(privateDNSZone=_ELSEWHERE)},
        "the zone that Azure makes": {"cluster": private(privateDNSZone="system")},
        "the zone is left at Azure's default": {"cluster": private()},
        "no zone but a public name": {"cluster": private(privateDNSZone="none", enablePrivateClusterPublicFQDN=True)},
        "a public cluster": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "the zone that Azure makes, and no public name": {
            "cluster": private(privateDNSZone="system", enablePrivateClusterPublicFQDN=False)
        },
    },
    failing={
        "neither a zone nor a public name": {
            "cluster": private(privateDNSZone="none", enablePrivateClusterPublicFQDN=False)
        },
        "something that is no zone": {"cluster": private(privateDNSZone="privatelink.westeurope.azmk8s.io")},
    },
)
