"""A rule that denies all inbound traffic must come after those that allow some."""

from guardrails.checks import texts_at, together
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import psrule
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import rules_of
from guardrails.props import Problems, all_of, select, sift
from guardrails.reach import covers_every_port
from guardrails.security_rules import allows, priority
from guardrails.stack import Resource, Stack
from guardrails.subjects import SECURITY_GROUP, SECURITY_RULE


def check(group: Resource, stack: Stack) -> Problems:
    """Default deny is good practice; a rule that it shadows, as the load balancer's probes, is not."""
    rules, unknown = rules_of(group, stack)
    refusals, unclear = sift(rules, _denies_all)

    def is_shadowed(rule: Resource) -> bool:
        return allows(rule, "inbound") and bool(select(refusals, lambda one: priority(one) < priority(rule)))

    shadowed, unsure = sift(rules, is_shadowed)
    if shadowed:
        yield "must deny all inbound traffic only after the rules that allow some"
    else:
        yield from (*unknown, *unclear, *unsure)


def _denies_all(rule: Resource) -> bool:
    return all_of(
        lambda: rule.text("access").lower() == "deny",
        lambda: rule.text("direction").lower() == "inbound",
        lambda: rule.text("protocol") == "*",
        lambda: rule.text("sourceAddressPrefix") == "*",
        lambda: rule.text("destinationAddressPrefix") == "*",
        lambda: together(texts_at(rule, "destinationPortRange", "destinationPortRanges"), covers_every_port),
    )


_DENY = {
    "access": "Deny",
    "direction": "Inbound",
    "protocol": "*",
    "priority": 4096,
    "sourceAddressPrefix": "*",
    "destinationAddressPrefix": "*",
    "destinationPortRange": "*",
}
_PROBES = {**_DENY, "access": "Allow", "priority": 100, "sourceAddressPrefix": "AzureLoadBalancer"}


def _group(*rules: Values) -> ExampleResource:
    return ExampleResource(SECURITY_GROUP.token, {"securityRules": list(rules)})


GUARDRAIL = StackGuardrail(
    title="A rule that denies all inbound traffic shadows none that allows",
    applies_to=SECURITY_GROUP,
    severity=Severity.LOW,
    why="Rules after a refusal of everything never apply: health probes fail and the load balancer drops every node.",
    fix="Give the rule that denies all inbound traffic priority=4096, the last; AzureLoadBalancer comes before.",
    link="https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
    absent="Without such a rule Azure's defaults apply, load balancer first, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.NSG.DenyAllInbound"),),
    check=check,
    passing={
        "the refusal comes last": {"group": _group(_DENY, _PROBES)},
        "nothing is allowed at all": {"group": _group(_DENY)},
        "only one port is refused first": {
            "group": _group({**_DENY, "priority": 90, "destinationPortRange": "22"}, _PROBES)
        },
        "there are no rules": {"group": _group()},
        "only refusals come after the refusal": {"group": _group({**_DENY, "priority": 90}, _DENY)},
        "both have one place, which Azure refuses itself": {"group": _group({**_DENY, "priority": 100}, _PROBES)},
    },
    failing={
        "the refusal comes first": {"group": _group({**_DENY, "priority": 90}, _PROBES)},
        "the refusal is written in two halves": {
            "group": _group(
                {**_DENY, "priority": 90, "destinationPortRange": "0-999", "destinationPortRanges": ["1000-65535"]},
                _PROBES,
            )
        },
        "the refusal shadows a rule of its own": {
            "group": _group(_DENY),
            "rule": ExampleResource(
                SECURITY_RULE.token,
                {**_PROBES, "priority": 4100, "networkSecurityGroupName": Output("group", "name")},
            ),
        },
        "the refusal lists its ports": {
            "group": _group(
                {**_DENY, "priority": 90, "destinationPortRange": None, "destinationPortRanges": ["*"]}, _PROBES
            )
        },
        "the refusal is a rule of its own": {
            "group": _group(_PROBES),
            "rule": ExampleResource(
                SECURITY_RULE.token, {**_DENY, "priority": 90, "networkSecurityGroupName": Output("group", "name")}
            ),
        },
        "the refusal is a rule of its own that lists its ports": {
            "group": _group(_PROBES),
            "rule": ExampleResource(
                SECURITY_RULE.token,
                {
                    **_DENY,
                    "priority": 90,
                    "destinationPortRange": None,
                    "destinationPortRanges": ["*"],
                    "networkSecurityGroupName": Output("group", "name"),
                },
            ),
        },
        "the refusal begins with port 1": {
            "group": _group({**_DENY, "priority": 90, "destinationPortRange": "1-65535"}, _PROBES)
        },
    },
)
