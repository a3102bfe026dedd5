"""A private link scope must let nothing past it."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MONITOR_PRIVATE_LINK

_ingestion = must_be("accessModeSettings.ingestionAccessMode", "PrivateOnly")
_query = must_be("accessModeSettings.queryAccessMode", "PrivateOnly")


def check(scope: Props) -> Problems:
    """Ingestion and queries have a mode each."""
    yield from decided(_ingestion, scope)
    yield from decided(_query, scope)


GUARDRAIL = Guardrail(
    title="Networks with the private link scope reach only what the scope holds",
    applies_to=MONITOR_PRIVATE_LINK,
    severity=Severity.LOW,
    why="In open mode a workload in the network can send logs, and with them data, to a workspace of somebody else.",
    fix="Set access_mode_settings with ingestion_access_mode and query_access_mode 'PrivateOnly' on the "
    "PrivateLinkScope.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/private-link-design",
    absent="Azure opens both by default, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-2"), azure_policy("a499fed8-bcc8-4195-b154-641f14743757")),
    check=check,
    passing={
        "both are private only": {
            "accessModeSettings": {"ingestionAccessMode": "PrivateOnly", "queryAccessMode": "PrivateOnly"}
        }
    },
    failing={
        "ingestion is open": {"accessModeSettings": {"ingestionAccessMode": "Open", "queryAccessMode": "PrivateOnly"}},
        "queries are open": {"accessModeSettings": {"ingestionAccessMode": "PrivateOnly", "queryAccessMode": "Open"}},
        "the modes are missing": {"location": "global"},
    },
)
