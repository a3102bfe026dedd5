"""Sentinel must have a rule that reads the platform's logs."""

import re

from guardrails.examples import ExampleResource
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import SENTINEL, SENTINEL_RULE

_TABLES = re.compile(
    r"\b(AKSAudit(Admin)?|AKSControlPlane|AzureDiagnostics|ContainerLogV2|ContainerRegistry\w+|KubeEvents)\b"
)


def check(_state: Resource, stack: Stack) -> Problems:
    """Names of tables are case-sensitive in queries."""
    if not select(stack.all(SENTINEL_RULE), _reads_platform):
        yield "must not be without an enabled ScheduledAlertRule that reads the logs of clusters or registries"


def _reads_platform(rule: Resource) -> bool:
    return all_of(
        lambda: rule.get("enabled") is True,
        lambda: _TABLES.search(rule.text("query")) is not None,
    )


def _rule(query: str, *, enabled: bool = True) -> ExampleResource:
    return ExampleResource(SENTINEL_RULE.token, {"enabled": enabled, "query": query})


_STATE = ExampleResource(SENTINEL.token, {"workspaceName": "logs"})

GUARDRAIL = StackGuardrail(
    title="Sentinel has a rule for the logs of clusters or registries",
    applies_to=SENTINEL,
    severity=Severity.LOW,
    why="Sentinel without a rule for them is paid for by the gigabyte and finds nothing in a cluster.",
    fix="Add a ScheduledAlertRule with enabled=True whose query reads AKSAudit, AKSAuditAdmin, AKSControlPlane, "
    "AzureDiagnostics, ContainerLogV2, KubeEvents or a ContainerRegistry table.",
    link="https://learn.microsoft.com/azure/sentinel/create-analytics-rules",
    absent="Sentinel has no rule of its own accord, so a missing one fails.",
    requirements=("001-19",),
    controls=(mcsb("LT-2"),),
    check=check,
    passing={
        "a rule reads the cluster's audit log": {
            "state": _STATE,
            "rule": _rule("AKSAuditAdmin | where Verb == 'delete'"),
        },
        **{
            f"a rule reads {table}": {"state": _STATE, "rule": _rule(f"{table} | take 1")}
            for table in (
                "AKSAudit",
                "AKSControlPlane",
                "AzureDiagnostics",
                "ContainerLogV2",
                "ContainerRegistryLoginEvents",
                "KubeEvents",
            )
        },
        "the stack does not onboard Sentinel": {"rule": _rule("SigninLogs")},
    },
    failing={
        "no rule": {"state": _STATE},
        "the rule is off": {"state": _STATE, "rule": _rule("AKSAudit", enabled=False)},
        "the rule reads something else": {"state": _STATE, "rule": _rule("SigninLogs | where ResultType != 0")},
    },
)
