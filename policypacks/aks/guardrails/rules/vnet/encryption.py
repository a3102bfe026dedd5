"""A virtual network must encrypt the traffic between its machines."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VIRTUAL_NETWORK

GUARDRAIL = Guardrail(
    title="The virtual network encrypts traffic between machines",
    applies_to=VIRTUAL_NETWORK,
    severity=Severity.LOW,
    why="What pods on different nodes say to one another crosses Azure's network in the clear unless they use TLS.",
    fix="Set encryption={'enabled': True, 'enforcement': 'AllowUnencrypted'} on the VirtualNetwork, and use node sizes "
    "that support it.",
    link="https://learn.microsoft.com/azure/virtual-network/virtual-network-encryption-overview",
    absent="Azure leaves encryption off, so absent fails.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=must_be("encryption.enabled", expected=True),
    passing={
        "encryption is on": {"encryption": {"enabled": True, "enforcement": "AllowUnencrypted"}},
    },
    failing={
        "encryption is off": {"encryption": {"enabled": False}},
        "encryption is left at Azure's default": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}},
    },
)
