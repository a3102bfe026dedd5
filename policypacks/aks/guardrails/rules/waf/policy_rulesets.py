"""A web application firewall must use current rules, against attacks and against bots."""

from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity, Values
from guardrails.props import Problems, Props, select
from guardrails.subjects import WEB_FIREWALL_POLICY

_BOTS = "microsoft_botmanagerruleset"
_OLDEST = {"microsoft_defaultruleset": (2, 1), "owasp": (3, 2)}


def check(policy: Props) -> Problems:
    """One set against attacks is enough."""
    sets = policy.objects("managedRules.managedRuleSets")
    if not select(sets, _is_current):
        yield "must use Microsoft_DefaultRuleSet 2.1 or OWASP 3.2, or newer, in managedRules.managedRuleSets"
    if not select(sets, lambda one: one.text("ruleSetType").lower() == _BOTS):
        yield "must use Microsoft_BotManagerRuleSet in managedRules.managedRuleSets"


def _is_current(rules: Props) -> bool:
    oldest = _OLDEST.get(rules.text("ruleSetType").lower())
    return oldest is not None and _version(rules.text("ruleSetVersion")) >= oldest


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


def _policy(**versions: str) -> Values:
    sets = [{"ruleSetType": kind, "ruleSetVersion": version} for kind, version in versions.items()]
    return {"managedRules": {"managedRuleSets": sets}}


GUARDRAIL = Guardrail(
    title="The web application firewall uses current rules",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="Old rules do not know attacks of the last years, such as Log4Shell; without bot rules scanners come and go.",
    fix="Name Microsoft_DefaultRuleSet 2.1 and Microsoft_BotManagerRuleSet 1.1 in managed_rules.managed_rule_sets.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules",
    absent="A policy uses the rules it names only, so absent fails.",
    requirements=(),
    controls=(
        mcsb("NS-6"),
        azure_policy("ebea0d86-7fbd-42e3-8a46-27e7568c2525"),
        checkov("CKV_AZURE_135"),
        psrule("Azure.AppGwWAF.RuleGroups"),
        psrule("Azure.AppGw.OWASP"),
    ),
    check=check,
    passing={
        "the rules of Microsoft": _policy(Microsoft_DefaultRuleSet="2.1", Microsoft_BotManagerRuleSet="1.1"),
        "the rules of OWASP": _policy(OWASP="3.2", Microsoft_BotManagerRuleSet="1.0"),
    },
    failing={
        "the rules are old": _policy(OWASP="3.1", Microsoft_BotManagerRuleSet="1.0"),
        "the rules of Microsoft are old": _policy(Microsoft_DefaultRuleSet="2.0", Microsoft_BotManagerRuleSet="1.0"),
        "the version is none": _policy(Microsoft_DefaultRuleSet="2.x", Microsoft_BotManagerRuleSet="1.0"),
        "there are no rules against bots": _policy(Microsoft_DefaultRuleSet="2.1"),
        "there are only rules against bots": _policy(Microsoft_BotManagerRuleSet="1.1"),
        "there are no rules": _policy(),
        "the rules are left out": {"policySettings": {"state": "Enabled"}},
    },
)
