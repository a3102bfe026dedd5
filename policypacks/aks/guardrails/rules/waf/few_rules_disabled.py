"""A web application firewall must keep most of its managed rules."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props
from guardrails.subjects import WEB_FIREWALL_POLICY

_ALL = "/*"


def check(policy: Props, values: Values) -> Problems:
    """A rule that only logs, or allows, is as good as disabled; an override of a group without rules disables all."""
    found = list(policy.each("managedRules.managedRuleSets", lambda rules: rules.each("ruleGroupOverrides", _group)))
    weakened = [one for one in found if isinstance(one, str)]
    yield from (f"must not disable every rule of {one.removesuffix(_ALL)}" for one in weakened if one.endswith(_ALL))
    if len(weakened) > values["most"]:
        yield f"must not disable more than {values['most']} of the managed rules"
    yield from (one for one in found if not isinstance(one, str))


def _group(override: Props) -> Problems:
    if not override.count("rules"):
        yield f"{override.text('ruleGroupName')}{_ALL}"
    yield from override.each("rules", _rule)


def _rule(rule: Props) -> Problems:
    if rule.text("state", "Disabled").lower() != "enabled" or rule.text("action").lower() in {"allow", "log"}:
        yield rule.text("ruleId")


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
