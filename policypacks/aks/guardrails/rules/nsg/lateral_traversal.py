"""Machines must not be able to log in to one another."""

from guardrails.checks import some_text
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import rules_of
from guardrails.props import Problems, all_of
from guardrails.reach import holds_port
from guardrails.security_rules import priority, speaks
from guardrails.stack import Resource, Stack
from guardrails.subjects import SECURITY_GROUP, SECURITY_RULE

_NETWORK = frozenset({"*", "virtualnetwork", "0.0.0.0/0"})
_LOGINS = {22: "SSH", 3389: "Remote Desktop"}


def check(group: Resource, stack: Stack) -> Problems:
    """The first rule about the whole network and the port decides; Azure's default allows."""
    known, unknown = rules_of(group, stack)
    if unknown:  # it may come first
        yield from unknown
        return
    rules = sorted(known, key=priority)
    for port, name in _LOGINS.items():
        decisive = next((rule for rule in rules if _covers(rule, port)), None)
        if decisive is None or decisive.text("access").lower() != "deny":
            yield f"must deny outbound {name} (port {port}) to VirtualNetwork"


def _covers(rule: Resource, port: int) -> bool:
    return all_of(
        lambda: rule.text("direction").lower() == "outbound",
        lambda: speaks(rule, "tcp"),
        lambda: some_text(
            rule, lambda prefix: prefix.lower() in _NETWORK, "destinationAddressPrefix", "destinationAddressPrefixes"
        ),
        lambda: some_text(rule, lambda ports: holds_port(ports, port), "destinationPortRange", "destinationPortRanges"),
    )


_DENY = {
    "access": "Deny",
    "direction": "Outbound",
    "protocol": "*",
    "priority": 200,
    "destinationAddressPrefix": "VirtualNetwork",
    "destinationPortRanges": ["22", "3389"],
}


def _group(*rules: Values) -> ExampleResource:
    return ExampleResource(SECURITY_GROUP.token, {"securityRules": list(rules)})


GUARDRAIL = StackGuardrail(
    title="Security groups deny logins from machine to machine",
    applies_to=SECURITY_GROUP,
    severity=Severity.LOW,
    why="From one machine that was taken over, SSH and Remote Desktop lead to the next.",
    fix="Add a rule with direction='Outbound', access='Deny', destination_address_prefix='VirtualNetwork' and "
    "destination_port_ranges=['22', '3389']; exempt the groups of management subnets.",
    link="https://learn.microsoft.com/azure/security/fundamentals/network-best-practices",
    absent="Azure's default rules allow all traffic within the network, so absent fails.",
    requirements=("004-6",),
    controls=(mcsb("NS-1"), psrule("Azure.NSG.LateralTraversal")),
    check=check,
    passing={
        "both ports are denied": {"group": _group(_DENY)},
        "everything outbound is denied": {
            "group": _group({**_DENY, "destinationAddressPrefix": "*", "destinationPortRanges": ["*"]})
        },
        "one machine may be reached before the rule": {
            "group": _group(
                {**_DENY, "access": "Allow", "priority": 100, "destinationAddressPrefix": "10.1.0.4"}, _DENY
            )
        },
        "a rule of its own denies": {
            "group": _group(),
            "rule": ExampleResource(
                SECURITY_RULE.token, {**_DENY, "networkSecurityGroupName": Output("group", "name")}
            ),
        },
        "both ports are denied for TCP alone": {"group": _group({**_DENY, "protocol": "Tcp"})},
        "every address is denied, in lists": {
            "group": _group({**_DENY, "destinationAddressPrefix": None, "destinationAddressPrefixes": ["0.0.0.0/0"]})
        },
        "every port is denied": {
            "group": _group({**_DENY, "destinationPortRanges": None, "destinationPortRange": "*"})
        },
    },
    failing={
        "there are no rules": {"group": _group()},
        "only SSH is denied": {"group": _group({**_DENY, "destinationPortRanges": ["22"]})},
        "an earlier rule allows everything": {
            "group": _group(_DENY, {**_DENY, "access": "Allow", "priority": 100, "destinationPortRanges": ["*"]})
        },
        "a rule of its own allows everything before": {
            "group": _group(_DENY),
            "rule": ExampleResource(
                SECURITY_RULE.token,
                {
                    **_DENY,
                    "access": "Allow",
                    "priority": 100,
                    "destinationAddressPrefix": None,
                    "destinationAddressPrefixes": ["*"],
                    "networkSecurityGroupName": Output("group", "name"),
                },
            ),
        },
        "what is denied is no range of ports": {"group": _group({**_DENY, "destinationPortRanges": ["4000-20"]})},
    },
)
