"""A web application firewall must block, not only watch."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import WEB_FIREWALL_POLICY


def check(policy: Props) -> Problems:
    """Both the switch and the mode must be set."""
    yield from decided(must_be("policySettings.state", "Enabled"), policy)
    yield from decided(must_be("policySettings.mode", "Prevention"), policy)


GUARDRAIL = Guardrail(
    title="The web application firewall is on and prevents",
    applies_to=WEB_FIREWALL_POLICY,
    severity=Severity.HIGH,
    why="In detection mode an attack is written to the log and delivered.",
    fix="Set policy_settings={'state': 'Enabled', 'mode': 'Prevention'} on the WebApplicationFirewallPolicy.",
    link="https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview",
    absent="A new policy only detects, so absent fails.",
    requirements=(),
    controls=(
        mcsb("NS-6"),
        azure_policy("12430be1-6cc8-4527-a9a8-e3d38f250096"),
        checkov("CKV_AZURE_122"),
        psrule("Azure.AppGwWAF.PreventionMode"),
        psrule("Azure.AppGwWAF.Enabled"),
    ),
    check=check,
    remedy={"policySettings.state": "Enabled", "policySettings.mode": "Prevention"},
    passing={
        "the policy prevents": {"policySettings": {"state": "Enabled", "mode": "Prevention"}},
    },
    failing={
        "the policy detects": {"policySettings": {"state": "Enabled", "mode": "Detection"}},
        "the policy is off": {"policySettings": {"state": "Disabled", "mode": "Prevention"}},
        "the mode is left out": {"policySettings": {"state": "Enabled"}},
        "the settings are left out": {"managedRules": {"managedRuleSets": []}},
    },
)
