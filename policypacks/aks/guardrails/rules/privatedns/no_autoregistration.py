"""Machines must not register themselves in a zone for private endpoints."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import VIRTUAL_NETWORK_LINK


def check(link: Props) -> Problems:
    """A zone for machine names may register them."""
    if all_of(
        lambda: link.get("registrationEnabled") is True,
        lambda: link.text("privateZoneName").lower().startswith("privatelink."),
    ):
        yield "must set registrationEnabled to false"


GUARDRAIL = Guardrail(
    title="Private link zones register no machines",
    applies_to=VIRTUAL_NETWORK_LINK,
    severity=Severity.LOW,
    why="Whoever may name a machine can claim the name of a registry or vault in the zone and receive its traffic.",
    fix="Set registration_enabled=False on the VirtualNetworkLink.",
    link="https://learn.microsoft.com/azure/dns/private-dns-autoregistration",
    absent="Azure leaves registration off, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-10"),),
    check=check,
    remedy={"registrationEnabled": False},
    passing={
        "registration is off": {"privateZoneName": "privatelink.azurecr.io", "registrationEnabled": False},
        "registration is left at Azure's default": {"privateZoneName": "privatelink.azurecr.io"},
        "the zone is for machine names": {"privateZoneName": "corp.example", "registrationEnabled": True},
    },
    failing={
        "registration is on": {"privateZoneName": "privatelink.azurecr.io", "registrationEnabled": True},
    },
)
