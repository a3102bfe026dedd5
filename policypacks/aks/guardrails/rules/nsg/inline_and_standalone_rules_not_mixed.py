"""The rules of a security group must be listed in it or stand alone, not both."""

from guardrails.examples import ExampleResource, Output
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.networks import is_reported, rules_of
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import SECURITY_GROUP, SECURITY_RULE


def check(group: Resource, stack: Stack) -> Problems:
    """What Azure reports in the group's list was not necessarily written there."""
    rules, unknown = rules_of(group, stack)
    listed = [rule for rule in rules if rule.path and not is_reported(rule)]
    if listed and [rule for rule in rules if not rule.path]:
        yield "must not have both securityRules and SecurityRule resources"
    else:
        yield from unknown


def _group(*rules: Values) -> ExampleResource:
    return ExampleResource(SECURITY_GROUP.token, {"securityRules": list(rules)} if rules else {})


_RULE = {"access": "Allow", "direction": "Inbound", "destinationPortRange": "443", "priority": 100}
_ALONE = ExampleResource(SECURITY_RULE.token, {**_RULE, "networkSecurityGroupName": Output("group", "name")})

GUARDRAIL = StackGuardrail(
    title="Security rules are listed in their group or stand alone, not both",
    applies_to=SECURITY_GROUP,
    severity=Severity.MEDIUM,
    why="Every update of the group writes its list and deletes the rules that stand alone, until those are updated.",
    fix="Move all rules into security_rules of the NetworkSecurityGroup, or all into SecurityRule resources.",
    link="https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups/securityrules",
    absent="A group without a list keeps the rules that stand alone, so absent passes.",
    requirements=(),
    check=check,
    passing={
        "all rules are listed": {"group": _group({"name": "https", **_RULE})},
        "all rules stand alone": {"group": _group(), "rule": _ALONE},
        "the rule that stands alone is another group's": {
            "listed": _group({"name": "https", **_RULE}),
            "group": _group(),
            "rule": _ALONE,
        },
        "Azure lists the rule that stands alone": {
            "group": ExampleResource(SECURITY_GROUP.token, reported={"securityRules": [{**_RULE, "etag": "W/1"}]}),
            "rule": _ALONE,
        },
    },
    failing={
        "one rule is listed, one stands alone": {"group": _group({"name": "http", **_RULE}), "rule": _ALONE},
    },
)
