"""A web application firewall must look at every part of a request."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import WEB_FIREWALL_POLICY

_EXCLUSION = {"matchVariable": "RequestHeaderNames", "selectorMatchOperator": "Equals", "selector": "x-token"}

GUARDRAIL = Guardrail(
    title="The web application firewall excludes nothing",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.MEDIUM,
    why="An excluded header, cookie or argument is where an attack is then put.",
    fix="Remove exclusions from managed_rules; disable the one rule that fires falsely instead.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-waf-configuration",
    absent="Azure excludes nothing of its own accord, so absent passes.",
    requirements=(),
    controls=(mcsb("NS-6"), psrule("Azure.AppGwWAF.Exclusions")),
    check=must_be_unset("managedRules.exclusions"),
    passing={
        "the list of exclusions is empty": {"managedRules": {"exclusions": []}},
        "exclusions are left out": {"managedRules": {"managedRuleSets": []}},
    },
    failing={"a header is excluded": {"managedRules": {"exclusions": [_EXCLUSION]}}},
)
