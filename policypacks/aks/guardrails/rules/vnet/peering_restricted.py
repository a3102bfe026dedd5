"""Only named networks may send traffic of others through a peering, or share gateways."""

from collections.abc import Sequence
from fnmatch import fnmatchcase

from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import VIRTUAL_NETWORK_PEERING

_OPENINGS = ("allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways")


def check(peering: Props, values: Values) -> Problems:
    """Which network is a hub is the security team's to say."""
    for opening in _OPENINGS:
        yield from decided(_opening, peering, opening, values["networks"])


def _opening(peering: Props, opening: str, networks: Sequence[str]) -> Problems:
    if peering.get(opening) is not True:
        return
    remote = "remoteVirtualNetwork.id"
    if not any(fnmatchcase(peering.text(remote).lower(), pattern.lower()) for pattern in networks):
        yield f"must not set {opening} towards a network that is not listed"


GUARDRAIL = Guardrail(
    title="Peerings forward traffic and share gateways with listed networks only",
    applies_to=VIRTUAL_NETWORK_PEERING,
    severity=Severity.MEDIUM,
    why="A peer that may forward brings in traffic of networks that were never peered, past the hub's firewall.",
    fix="Leave out allow_forwarded_traffic, allow_gateway_transit and use_remote_gateways, or add the ARM id of the "
    "remote network to the parameter networks.",
    link="https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview",
    absent="Azure leaves all three off, so absent passes.",
    requirements=("004-6",),
    controls=(mcsb("NS-1"),),
    parameters={
        "networks": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "ARM ids of the networks, often the hub's, that may forward traffic or share gateways; "
            "* stands for any text.",
        }
    },
    check=check,
    remedy=dict.fromkeys(_OPENINGS, False),
    passing={
        "the peering is plain": {"remoteVirtualNetwork": {"id": "spoke"}, "allowVirtualNetworkAccess": True},
        "forwarding is off": {"remoteVirtualNetwork": {"id": "spoke"}, "allowForwardedTraffic": False},
        "the network is listed": Example(
            {"remoteVirtualNetwork": {"id": "/subscriptions/Hub/one"}, "useRemoteGateways": True},
            settings={"networks": ["/subscriptions/hub/*"]},
        ),
    },
    failing={
        "forwarding is on": {"remoteVirtualNetwork": {"id": "spoke"}, "allowForwardedTraffic": True},
        "gateways are shared": {"remoteVirtualNetwork": {"id": "spoke"}, "allowGatewayTransit": True},
        "remote gateways are used": {"remoteVirtualNetwork": {"id": "hub"}, "useRemoteGateways": True},
        "the network is not listed": Example(
            {"remoteVirtualNetwork": {"id": "/subscriptions/spoke/one"}, "allowForwardedTraffic": True},
            settings={"networks": ["/subscriptions/hub/*"]},
        ),
    },
)
