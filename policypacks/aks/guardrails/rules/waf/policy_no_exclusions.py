"""A web application firewall must look at every part of every request with most of its rules."""

from functools import partial

from guardrails.checks import must_not_be, placed
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, decided
from guardrails.subjects import WEB_FIREWALL_POLICY

_EXCLUDED, _EXCEPTED = "exclusionManagedRuleSets", "exceptionManagedRuleSets"


def check(policy: Props) -> Problems:
    """An exclusion keeps a part of the request from rules, an exception the whole request."""
    yield from policy.each("managedRules.exclusions", _exclusion)
    yield from policy.each("managedRules.exceptions", partial(_bound, _EXCEPTED))


def _exclusion(exclusion: Props) -> Problems:
    yield from _bound(_EXCLUDED, exclusion)
    yield from decided(placed, must_not_be("selectorMatchOperator", "EqualsAny"), exclusion)


def _bound(prop: str, entry: Props) -> Problems:
    yield from decided(placed, partial(_names_rules, prop), entry)


def _names_rules(prop: str, entry: Props) -> Problems:
    """Of a rule set without groups, or a group without rules, all rules are meant."""
    yield from _listing(prop, prop, entry)
    yield from entry.each(prop, partial(_listing, prop, "ruleGroups"))
    yield from entry.each(prop, lambda one: one.each("ruleGroups", partial(_listing, prop, "rules")))


def _listing(prop: str, needed: str, holder: Props) -> Problems:
    if not holder.count(needed):
        yield f"must name the rules that it is for in {prop}"


_PART = {"matchVariable": "RequestHeaderValues", "selectorMatchOperator": "Equals", "selector": "x-token"}
_REQUEST = {"matchVariable": "RequestURI", "valueMatchOperator": "Equals", "values": ["/report"]}
_GROUP = {"ruleGroupName": "SQLI", "rules": [{"ruleId": "942150"}]}


def _rules(*groups: Values) -> list[Values]:
    return [{"ruleSetType": "Microsoft_DefaultRuleSet", "ruleSetVersion": "2.1", "ruleGroups": list(groups)}]


GUARDRAIL = Guardrail(
    title="The web application firewall excludes nothing from all of its rules",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="An excluded header, cookie or argument is where an attack is then put; bound to the rules that fire falsely, "
    "an exclusion leaves it to all others.",
    fix="Name in each of exclusions and exceptions of managed_rules the rules that fire falsely (rule_groups with "
    "rules), and one part of the request.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-configuration",
    absent="Azure excludes nothing of its own accord, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-6"), psrule("Azure.AppGwWAF.Exclusions")),
    check=check,
    passing={
        "a header is excluded from one rule": {"managedRules": {"exclusions": [{**_PART, _EXCLUDED: _rules(_GROUP)}]}},
        "requests are an exception to one rule": {
            "managedRules": {"exceptions": [{**_REQUEST, _EXCEPTED: _rules(_GROUP)}]}
        },
        "the list of exclusions is empty": {"managedRules": {"exclusions": []}},
        "exclusions are left out": {"managedRules": {"managedRuleSets": []}},
    },
    failing={
        "a header is excluded from all rules": {"managedRules": {"exclusions": [_PART]}},
        "a header is excluded from a rule set": {"managedRules": {"exclusions": [{**_PART, _EXCLUDED: _rules()}]}},
        "a header is excluded from a rule, and from another rule set": {
            "managedRules": {"exclusions": [{**_PART, _EXCLUDED: [*_rules(_GROUP), *_rules()]}]}
        },
        "a header is excluded from a group of rules": {
            "managedRules": {"exclusions": [{**_PART, _EXCLUDED: _rules(_GROUP, {"ruleGroupName": "XSS"})}]}
        },
        "every header is excluded": {
            "managedRules": {"exclusions": [{**_PART, "selectorMatchOperator": "EqualsAny", _EXCLUDED: _rules(_GROUP)}]}
        },
        "requests are an exception to all rules": {"managedRules": {"exceptions": [_REQUEST]}},
    },
)
