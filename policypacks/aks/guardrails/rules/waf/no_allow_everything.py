"""No rule of one's own may let everything past a web application firewall."""

import re
from warnings import catch_warnings

from guardrails.checks import place, some_text, texts_at, together
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, all_of
from guardrails.reach import covers_internet
from guardrails.subjects import WEB_FIREWALL_POLICY

# A pattern that matches addresses as unlike as these leaves hardly any out.
_ADDRESSES = ("/a", "/Q7?z=%20", "/~x/y.html")
_SPELT_OTHERWISE = {
    re.compile(r"\(\?[a-zA-Z]+\)"): "",
    re.compile(r"\(\?(?=<[a-zA-Z_])"): "(?P",
    re.compile(r"\\p\{Any\}"): r"[\\s\\S]",
}
"""What the firewall's patterns have, and Python's do not or elsewhere: flags, names of groups, any character."""


def check(policy: Props) -> Problems:
    """One's own rules come before the managed ones, and one that allows ends the search, whatever its priority."""
    yield from policy.each("customRules", _rule)


def _rule(rule: Props) -> Problems:
    if all_of(
        lambda: rule.text("action").lower() == "allow",
        lambda: rule.text("state").lower() != "disabled",
        lambda: not together(rule.each("matchConditions", _narrowing), bool),
    ):
        yield f"must not allow requests by a rule that hardly any fails to match{place(rule)}"


def _narrowing(condition: Props) -> Problems:
    """Yield something for a condition that leaves out more than it takes in; all of a rule's must hold."""
    operator = condition.text("operator").lower()
    wide = operator == "any" or _is_wide(condition, operator)
    if (condition.get("negationConditon") is True) is wide:
        yield operator


def _is_wide(condition: Props, operator: str) -> bool:
    if operator == "ipmatch":
        return together(texts_at(condition, "matchValues"), covers_internet)
    if operator == "regex":
        return some_text(condition, _matches_all, "matchValues")
    return (
        operator in {"beginswith", "contains"}
        and some_text(condition, "/".__eq__, "matchValues")
        and any(one.text("variableName").lower() == "requesturi" for one in condition.objects("matchVariables"))
    )


def _matches_all(pattern: str) -> bool:
    """A pattern that Python cannot read is left to review; what it warns of is spelt otherwise elsewhere."""
    for theirs, ours in _SPELT_OTHERWISE.items():
        pattern = theirs.sub(ours, pattern)
    with catch_warnings(action="ignore"):
        try:
            return all(re.search(pattern, one) for one in _ADDRESSES)
        except (OverflowError, RecursionError, re.error):
            return False


def _policy(*conditions: Values, **rule: object) -> Values:
    allow = {"name": "own", "action": "Allow", "priority": 1, "ruleType": "MatchRule", **rule}
    return {"customRules": [{**allow, "matchConditions": list(conditions)}]}


def _condition(operator: str, *values: str, variable: str = "RemoteAddr", **more: object) -> Values:
    return {
        "matchVariables": [{"variableName": variable}],
        "operator": operator,
        "matchValues": list(values),
        **more,
    }


_EVERYBODY = _condition("IPMatch", "0.0.0.0/0")
_OFFICE = _condition("IPMatch", "203.0.113.0/28")

GUARDRAIL = Guardrail(
    title="No custom rule allows everything past the web application firewall",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.HIGH,
    why="A request that a custom rule allows is never shown to the managed rules: one rule that matches everything "
    "turns the firewall off, and the policy still says Prevention.",
    fix="Name in match_conditions of the custom rule what it is for, such as the addresses of a scanner, or set its "
    "action to 'Block' with the condition negated.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/custom-waf-rules-overview",
    absent="A policy without custom rules allows nothing by them, so absent passes; a rule without conditions matches "
    "everything, so that fails.",
    requirements=(),
    controls=(mcsb("NS-6"),),
    check=check,
    passing={
        "one network is allowed": _policy(_OFFICE),
        "a health probe is allowed": _policy(_condition("Equal", "/healthz", variable="RequestUri")),
        "one network is allowed everywhere": _policy(
            _OFFICE, _condition("BeginsWith", "/", variable="RequestUri"), _EVERYBODY
        ),
        "the rule blocks everybody but one network": _policy(
            _condition("IPMatch", "203.0.113.0/28", negationConditon=True), action="Block"
        ),
        "nobody is allowed": _policy(_condition("IPMatch", "0.0.0.0/0", negationConditon=True)),
        "the rule is off": _policy(_EVERYBODY, state="Disabled"),
        "the first page is allowed": _policy(_condition("Equal", "/", variable="RequestUri")),
        "one part of the site is allowed": _policy(_condition("BeginsWith", "/public/", variable="RequestUri")),
        **{
            f"whatever matches {pattern} is allowed": _policy(_condition("Regex", pattern, variable="RequestUri"))
            for pattern in ("^/public/.*", "^/a$", "[?]", "[.]html$")
        },
        **{
            f"a pattern that Python cannot read{why}": _policy(_condition("Regex", pattern, variable="RequestUri"))
            for why, pattern in {
                "": "(?<name",
                ", for it counts too far": "a{99999999999999}",
                ", for it is too deep": "(" * 999 + ")" * 999,
            }.items()
        },
        "a header holds a slash": _policy(_condition("Contains", "/", variable="RequestHeaders")),
        "there are no custom rules": {"policySettings": {"state": "Enabled"}},
    },
    failing={
        "everybody is allowed": _policy(_EVERYBODY),
        "everybody is allowed in two halves": _policy(_condition("IPMatch", "0.0.0.0/1", "128.0.0.0/1")),
        "everybody but one network is allowed": _policy(_condition("IPMatch", "203.0.113.0/28", negationConditon=True)),
        "everything but one country is allowed": _policy(_condition("GeoMatch", "KP", negationConditon=True)),
        "every address is allowed": _policy(_condition("BeginsWith", "/", variable="RequestUri"), state="Enabled"),
        "every address with a slash is allowed": _policy(_condition("Contains", "/", variable="RequestUri")),
        "a slash in the address or a header is enough": _policy(
            {
                **_condition("Contains", "/"),
                "matchVariables": [{"variableName": "RequestUri"}, {"variableName": "RequestHeaders"}],
            }
        ),
        **{
            f"whatever matches {pattern} is allowed": _policy(_condition("Regex", pattern, variable="RequestUri"))
            for pattern in (
                *("^", ".*", "^.+$", "/", "^/.*", ".", "^.", "(.*)", ".{0,}", r"[\s\S]*", "^(?i).*$", "[a-z]"),
                *("(?<all>.*)", r"^\p{Any}+$", "(?<=/).*|[[:ascii:]]*"),
            )
        },
        "whatever is there is allowed": _policy(_condition("Any", variable="RequestUri")),
        "there are no conditions": _policy(),
    },
)
