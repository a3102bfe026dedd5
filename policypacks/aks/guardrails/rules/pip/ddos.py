"""A public address must not be taken out of DDoS protection."""

from guardrails.checks import must_not_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import PUBLIC_ADDRESS

GUARDRAIL = Guardrail(
    title="Public addresses are not excluded from DDoS protection",
    applies_to=PUBLIC_ADDRESS,
    severity=Severity.LOW,
    why="Disabled takes the address out of the protection that its network pays for.",
    fix="Leave out ddos_settings, or set protection_mode='Enabled' for protection of this address alone.",
    link="https://learn.microsoft.com/azure/ddos-protection/ddos-protection-overview",
    absent="Azure takes VirtualNetworkInherited, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-5"),),
    check=must_not_be("ddosSettings.protectionMode", "Disabled"),
    remedy={"ddosSettings.protectionMode": "VirtualNetworkInherited"},
    passing={
        "the address is protected": {"ddosSettings": {"protectionMode": "Enabled"}},
        "the network decides": {"ddosSettings": {"protectionMode": "VirtualNetworkInherited"}},
        "the mode is left at Azure's default": {},
    },
    failing={"the address is excluded": {"ddosSettings": {"protectionMode": "Disabled"}}},
)
