"""Telemetry must come from identities."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import APPLICATION_INSIGHTS

GUARDRAIL = Guardrail(
    title="Application Insights takes telemetry from signed-in identities only",
    applies_to=APPLICATION_INSIGHTS,
    severity=Severity.MEDIUM,
    why="Whoever reads the instrumentation key, which lies in every client, can otherwise write forged "
    "telemetry and trigger or drown alerts.",
    fix="Set disable_local_auth=True on the Component and give its writers the role Monitoring Metrics Publisher; "
    "exempt one that browsers write to, for the JavaScript SDK cannot sign in.",
    link="https://learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication",
    absent="Azure accepts the key by default, so absent fails.",
    requirements=("000-8",),
    controls=(
        mcsb("IM-1"),
        azure_policy("199d5677-e4d9-4264-9465-efe1839c06bd"),
        psrule("Azure.AppInsights.LocalAuth"),
    ),
    check=must_be("disableLocalAuth", expected=True),
    remedy={"disableLocalAuth": True},
    passing={"keys are refused": {"disableLocalAuth": True}},
    failing={"keys are accepted": {"disableLocalAuth": False}, "keys are left at Azure's default": {"kind": "web"}},
)
