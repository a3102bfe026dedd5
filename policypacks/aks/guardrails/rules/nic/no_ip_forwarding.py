"""A network interface must not forward traffic of others."""

from guardrails.checks import must_not_be
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import INTERFACE_ANYWHERE

GUARDRAIL = Guardrail(
    title="Network interfaces do not forward traffic",
    applies_to=INTERFACE_ANYWHERE,
    severity=Severity.MEDIUM,
    why="A machine that forwards is a router: it connects networks that the firewall keeps apart.",
    fix="Leave out enable_ip_forwarding; exempt the interfaces of network virtual appliances.",
    link="https://learn.microsoft.com/azure/virtual-network/virtual-network-network-interface",
    absent="Azure leaves forwarding off, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-1"), azure_policy("88c0b9da-ce96-4b03-9635-f29a937e2900"), checkov("CKV_AZURE_118")),
    check=must_not_be("enableIPForwarding", True),  # noqa: FBT003 - the value that is refused
    remedy={"enableIPForwarding": False},
    passing={
        "forwarding is off": {"enableIPForwarding": False},
        "forwarding is left at Azure's default": {},
    },
    failing={"forwarding is on": {"enableIPForwarding": True}},
)
