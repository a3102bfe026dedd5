"""A workspace must not accept its shared keys."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import WORKSPACE

GUARDRAIL = Guardrail(
    title="The workspace takes no shared keys",
    applies_to=WORKSPACE,
    severity=Severity.MEDIUM,
    why="Whoever has a shared key can write forged entries into the audit log, and no entry tells who did.",
    fix="Set features with disable_local_auth=True on the Workspace, once its agents sign in with a managed identity: "
    "Container insights that still uses the key, and the Data Collector API, stop.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/azure-ad-authentication-logs",
    absent="Azure accepts the keys by default, so absent fails.",
    requirements=("000-8",),
    controls=(mcsb("IM-1"), azure_policy("e15effd4-2278-4c65-a0da-4d6f6d1890e2")),
    check=must_be("features.disableLocalAuth", expected=True),
    remedy={"features.disableLocalAuth": True},
    passing={"keys are refused": {"features": {"disableLocalAuth": True}}},
    failing={
        "keys are accepted": {"features": {"disableLocalAuth": False}},
        "keys are left at Azure's default": {"retentionInDays": 90},
    },
)
