"""A web application firewall must keep most of its managed rules."""

from collections.abc import Callable

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.subjects import WEB_FIREWALL_POLICY


def check(policy: Props, values: Values) -> Problems:
    """A rule that only logs, or allows, is as good as disabled; an override of a group without rules disables all."""
    weakened = list(_each_override(policy, lambda one: one.each("rules", _weakened)))
    if sum(isinstance(one, str) for one in weakened) > values["most"]:
        yield f"must not disable more than {values['most']} of the managed rules"
    yield from (one for one in weakened if not isinstance(one, str))
    yield from _each_override(policy, _whole)


def _each_override(policy: Props, judge: Callable[[Props], Problems]) -> Problems:
    return policy.each("managedRules.managedRuleSets", lambda rules: rules.each("ruleGroupOverrides", judge))


def _weakened(rule: Props) -> Problems:
    if rule.text("state").lower() != "enabled" or rule.text("action").lower() in {"allow", "log"}:
        yield rule.path


def _whole(override: Props) -> Problems:
    if not override.count("rules"):
        yield f"must not disable every rule of {override.text('ruleGroupName')}"


def _policy(*overrides: Values) -> Values:
    rules = {"ruleSetType": "Microsoft_DefaultRuleSet", "ruleSetVersion": "2.1", "ruleGroupOverrides": list(overrides)}
    return {"managedRules": {"managedRuleSets": [rules]}}


def _overrides(count: int, **rule: str) -> Values:
    return {"ruleGroupName": "SQLI", "rules": [{"ruleId": f"9421{number:02}", **rule} for number in range(count)]}


GUARDRAIL = Guardrail(
    title="The web application firewall keeps most of its rules",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="Rules are disabled one by one as they fire falsely, until what is left stops nothing.",
    fix="Remove rule_group_overrides that are no longer needed, and name rules in each that is.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/web-application-firewall-troubleshoot",
    absent="Without overrides every rule is on, so absent passes; an override without a state disables its rule.",
    requirements=(),
    controls=(mcsb("NS-6"),),
    parameters={
        "most": {
            "type": "integer",
            "minimum": 0,
            "default": 10,
            "description": "How many managed rules may be disabled, or only log.",
        }
    },
    check=check,
    passing={
        "a few rules are off": _policy(_overrides(10, state="Disabled")),
        "many rules block by themselves": _policy(_overrides(11, state="Enabled", action="Block")),
        "there are no overrides": _policy(),
        "the rules are left out": {"policySettings": {"state": "Enabled"}},
    },
    failing={
        "many rules are off": _policy(_overrides(11, state="Disabled")),
        "many rules are off by default": _policy(_overrides(11)),
        "many rules only log": _policy(_overrides(11, state="Enabled", action="Log")),
        "many rules allow": _policy(_overrides(11, state="Enabled", action="Allow")),
        "rules are off in several groups": _policy(_overrides(6), {**_overrides(5), "ruleGroupName": "XSS"}),
        "a whole group is off": _policy({"ruleGroupName": "SQLI", "rules": []}),
    },
)
