"""A firewall must not publish logins or a cluster's API to the Internet."""

from guardrails.checks import place, texts_at, together
from guardrails.firewall_rules import leads_to_login
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of
from guardrails.reach import covers_internet
from guardrails.security_rules import ADMINISTRATION
from guardrails.subjects import FIREWALL_RULES


def check(group: Props) -> Problems:
    """What listens behind decides; `firewall-ip-groups-not-everywhere` looks into groups of addresses."""
    yield from group.each("ruleCollections", lambda collection: collection.each("rules", _rule))


def _rule(rule: Props) -> Problems:
    if all_of(lambda: leads_to_login(rule), lambda: together(texts_at(rule, "sourceAddresses"), covers_internet)):
        yield f"must not publish {', '.join(ADMINISTRATION.values())} to the Internet{place(rule)}"


def _group(**rule: object) -> Values:
    nat = {
        "ruleType": "NatRule",
        "name": "in",
        "ipProtocols": ["TCP"],
        "destinationAddresses": ["203.0.113.7"],
        "destinationPorts": ["443"],
        "translatedAddress": "10.1.0.4",
        "translatedPort": "8443",
        "sourceAddresses": ["*"],
        **rule,
    }
    collection = {
        "ruleCollectionType": "FirewallPolicyNatRuleCollection",
        "action": {"type": "DNAT"},
        "rules": [nat],
    }
    return {"ruleCollections": [collection]}


GUARDRAIL = Guardrail(
    title="No firewall rule publishes logins or a cluster's API",
    applies_to=FIREWALL_RULES,
    severity=Severity.CRITICAL,
    why="Behind such a rule SSH, Remote Desktop or the API server is tried from everywhere around the clock, although "
    "the machine has no public address and its security group sees only the firewall.",
    fix="Remove the NatRule and come in through a bastion or VPN, or name the networks in source_addresses.",
    link="https://learn.microsoft.com/azure/firewall/tutorial-firewall-dnat-policy",
    absent="Azure refuses a NatRule without sources or a port, so absent says nothing; a group without rules publishes "
    "nothing.",
    requirements=("002-2", "003-4"),
    controls=(mcsb("NS-1"), mcsb("NS-2")),
    check=check,
    passing={
        "a web server is published": _group(),
        "SSH is published to one network": _group(translatedPort="22", sourceAddresses=["203.0.113.0/28"]),
        "SSH is published to a group of addresses": _group(
            translatedPort="22", sourceAddresses=[], sourceIpGroups=["/subscriptions/example/ipGroups/office"]
        ),
        "port 22 leads to a web server": _group(destinationPorts=["22"]),
        "a network rule is about SSH": _group(ruleType="NetworkRule", translatedPort=None, destinationPorts=["22"]),
        "there are no rules": {"priority": 100},
    },
    failing={
        "SSH is published": _group(destinationPorts=["22"], translatedPort="22"),
        "SSH is published on another port": _group(destinationPorts=["50022"], translatedPort="22"),
        "Remote Desktop is published": _group(translatedPort="3389"),
        "the API server is published": _group(translatedPort="6443"),
        "the API server is published by its name": _group(
            translatedAddress=None,
            translatedFqdn="prod-1a2b3c4d.1a2b.privatelink.westeurope.azmk8s.io.",
            translatedPort="443",
        ),
        "the port is not translated": _group(destinationPorts=["22"], translatedPort=None),
        "the Internet is named in pieces": _group(
            translatedPort="22", sourceAddresses=["0.0.0.0-127.255.255.255", "128.0.0.0/1"]
        ),
    },
)
