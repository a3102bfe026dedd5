"""A zone for private endpoints must be linked to a virtual network."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_DNS_ZONE, VIRTUAL_NETWORK, VIRTUAL_NETWORK_LINK

_OF_A_CLUSTER = ".azmk8s."


def check(zone: Resource, stack: Stack) -> Problems:
    """AKS links the zone of a private cluster itself; in a hub the link may be to the network of the DNS resolver."""
    name = (zone.text("privateZoneName") or zone.text("name")).lower()
    if not name.startswith("privatelink.") or _OF_A_CLUSTER in name:
        return
    links = select(
        stack.pointing(VIRTUAL_NETWORK_LINK, zone, "privateZoneName"),
        lambda link: link.has("virtualNetwork.id") and link.points_at("privateZoneName", zone),
    )
    if not links:
        yield "must have a VirtualNetworkLink to the network that resolves its names"


def _zone(name: str) -> ExampleResource:
    return ExampleResource(PRIVATE_DNS_ZONE.token, {"privateZoneName": name})


def _link(zone: str, network: object) -> ExampleResource:
    return ExampleResource(
        VIRTUAL_NETWORK_LINK.token,
        {"privateZoneName": Output(zone, "name"), "registrationEnabled": False, "virtualNetwork": network},
    )


_NETWORK = ExampleResource(VIRTUAL_NETWORK.token)
_ZONE = _zone("privatelink.azurecr.io")

GUARDRAIL = StackGuardrail(
    title="Every private link zone is linked to a virtual network",
    applies_to=PRIVATE_DNS_ZONE,
    severity=Severity.HIGH,
    why="A zone that no network is linked to answers nobody: clients get the public address of the private service.",
    fix="Add a VirtualNetworkLink with private_zone_name and virtual_network for the cluster's network, or for that of "
    "the DNS resolver.",
    link="https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",
    absent="A zone is linked to no network of its own accord, so a missing link fails; AKS links a cluster's zone.",
    requirements=("004-2",),
    controls=(mcsb("NS-10"),),
    check=check,
    passing={
        "a link to a network of the stack": {
            "zone": _ZONE,
            "network": _NETWORK,
            "link": _link("zone", {"id": Output("network")}),
        },
        "a link to a network elsewhere": {
            "zone": _ZONE,
            "link": _link("zone", {"id": "/subscriptions/hub/virtualNetworks/hub"}),
        },
        "the zone is not for private endpoints": {"zone": _zone("corp.example")},
        "the zone is a private cluster's": {"zone": _zone("privatelink.westeurope.azmk8s.io")},
    },
    failing={
        "no link": {"zone": _ZONE, "network": _NETWORK},
        "the link is another zone's": {
            "zone": _ZONE,
            "other": _zone("corp.example"),
            "network": _NETWORK,
            "link": _link("other", {"id": Output("network")}),
        },
        "the link names no network": {"zone": _ZONE, "link": _link("zone", {})},
    },
)
