"""A premium firewall policy must block intrusions."""

from guardrails.checks import is_present, texts_at, together
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of, decided
from guardrails.reach import covers_a_company, covers_most_ports
from guardrails.subjects import FIREWALL_POLICY


def check(policy: Props) -> Problems:
    """Only the tier Premium detects intrusions. Of a policy's mode and its base policy's the stricter one holds."""
    yield from decided(_mode, policy)
    yield from policy.each("intrusionDetection.configuration.bypassTrafficSettings", _bypass)


def _mode(policy: Props) -> Problems:
    if all_of(
        lambda: policy.text("sku.tier").lower() == "premium",
        lambda: policy.text("intrusionDetection.mode").lower() != "deny",
        lambda: policy.has("intrusionDetection.mode") or not is_present(policy, "basePolicy.id"),
    ):
        yield "must set intrusionDetection.mode to Deny"


def _bypass(entry: Props) -> Problems:
    """Behind a hub everybody is private, so a company's addresses are all sources, and all that an attack is for."""
    if all_of(
        lambda: together(texts_at(entry, "sourceAddresses"), covers_a_company),
        lambda: together(texts_at(entry, "destinationAddresses"), covers_a_company),
        lambda: together(texts_at(entry, "destinationPorts"), covers_most_ports),
    ):
        yield f"must not let everything bypass the detection by the entry {entry.raw.get('name')}"


def _bypassed(**entry: list[str]) -> Values:
    everything = {"sourceAddresses": ["*"], "destinationAddresses": ["*"], "destinationPorts": ["*"]}
    entries = [{"name": "some", "protocol": "ANY", **everything, **entry}]
    return {**_PREMIUM, "intrusionDetection": {"mode": "Deny", "configuration": {"bypassTrafficSettings": entries}}}


_PREMIUM = {"sku": {"tier": "Premium"}}

GUARDRAIL = Guardrail(
    title="A premium firewall denies intrusions",
    applies_to=FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="The firewall recognises the attack, which is what the premium tier is paid for, and lets it through.",
    fix="Set intrusion_detection={'mode': 'Deny'} on the FirewallPolicy, and name in its bypass_traffic_settings what "
    "must not be looked at.",
    link="https://learn.microsoft.com/azure/firewall/premium-features",
    absent="Azure leaves intrusion detection off, so absent fails for the tier Premium; with a base policy that "
    "policy's mode holds, so absent passes there, and in other tiers.",
    requirements=("004-6",),
    controls=(mcsb("NS-4"), checkov("CKV_AZURE_220")),
    check=check,
    remedy={"intrusionDetection.mode": "Deny"},
    passing={
        "intrusions are denied": {**_PREMIUM, "intrusionDetection": {"mode": "Deny"}},
        "the tier has no intrusion detection": {"sku": {"tier": "Standard"}},
        "the tier is left at Azure's default": {"threatIntelMode": "Deny"},
        "one machine is not looked at": _bypassed(sourceAddresses=["10.0.0.4"]),
        "one network is not looked at": _bypassed(sourceAddresses=["10.1.0.0/16", "10.4.0.0/16"]),
        "what goes to one network is not looked at": _bypassed(destinationAddresses=["192.168.0.0/16"]),
        "one service is not looked at": _bypassed(destinationAddresses=["203.0.113.7"]),
        "one port is not looked at": _bypassed(destinationPorts=["8443"]),
        "the mode is the base policy's": {**_PREMIUM, "basePolicy": {"id": "base"}},
    },
    failing={
        "intrusions are only reported": {**_PREMIUM, "intrusionDetection": {"mode": "Alert"}},
        "intrusions are only reported, below a base policy": {
            **_PREMIUM,
            "basePolicy": {"id": "base"},
            "intrusionDetection": {"mode": "Alert"},
        },
        "everything is let past": _bypassed(),
        "everything is let past, in pieces": _bypassed(
            sourceAddresses=["0.0.0.0/1", "128.0.0.0/1"], destinationPorts=["1-32767", "32768-65535"]
        ),
        "everything of the company is let past": _bypassed(sourceAddresses=["10.0.0.0/8"]),
        "everything that goes to the company is let past": _bypassed(destinationAddresses=["10.0.0.0/8"]),
        "everything within the company is let past": _bypassed(
            sourceAddresses=["172.16.0.0/12"], destinationAddresses=["172.16.0.0/12"]
        ),
        "everything of the company is let past, in pieces": _bypassed(sourceAddresses=["10.0.0.0/16", "10.1.0.0/16"]),
        "the base policy has no id": {**_PREMIUM, "basePolicy": {}},
        "intrusion detection is left at Azure's default": _PREMIUM,
    },
)
