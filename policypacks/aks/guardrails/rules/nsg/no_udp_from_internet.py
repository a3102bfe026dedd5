"""No security rule may let UDP in from the Internet."""

from guardrails.frameworks import checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.security_rules import admits_internet, speaks
from guardrails.subjects import SECURITY_RULE


def check(rule: Props) -> Problems:
    """A rule for all protocols lets UDP in, too."""
    if all_of(lambda: admits_internet(rule), lambda: speaks(rule, "udp")):
        yield "must not allow inbound UDP from the Internet"


_INTERNET = {"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "Internet", "destinationPortRange": "53"}

GUARDRAIL = Guardrail(
    title="No security rule lets UDP in from the Internet",
    applies_to=SECURITY_RULE,
    severity=Severity.HIGH,
    why="UDP senders can be forged: an open service answers to victims it never heard from and takes part in attacks.",
    fix="Set protocol='Tcp', or narrow source_address_prefix to the networks that need it.",
    link="https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    absent="Azure refuses a rule without a protocol; absent passes.",
    requirements=("002-2",),
    controls=(cis_azure("7.3"), mcsb("NS-1"), checkov("CKV_AZURE_77")),
    check=check,
    passing={
        "the rule is about TCP": {**_INTERNET, "protocol": "Tcp"},
        "the source is a private range": {**_INTERNET, "protocol": "Udp", "sourceAddressPrefix": "10.0.0.0/16"},
        "the rule denies": {**_INTERNET, "protocol": "Udp", "access": "Deny"},
        "no protocol is given": _INTERNET,
    },
    failing={
        "the rule is about UDP": {**_INTERNET, "protocol": "Udp"},
        "the rule is about all protocols": {**_INTERNET, "protocol": "*"},
    },
)
