"""Telemetry must travel by private links where the profile asks for it."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import APPLICATION_INSIGHTS

_CLOSED = ("Disabled", "SecuredByPerimeter")
_ingestion = must_be_one_of("publicNetworkAccessForIngestion", _CLOSED)
_query = must_be_one_of("publicNetworkAccessForQuery", _CLOSED)


def check(component: Props) -> Problems:
    """Telemetry comes in and goes out by two doors."""
    yield from decided(_ingestion, component)
    yield from decided(_query, component)


GUARDRAIL = Guardrail(
    title="Application Insights takes and answers nothing over public networks",
    applies_to=APPLICATION_INSIGHTS,
    severity=Severity.LOW,
    why="Over public networks a stolen token is enough to read the telemetry, or to flood it, from anywhere.",
    fix="Set public_network_access_for_ingestion and public_network_access_for_query to 'Disabled' on the "
    "Component, once a PrivateLinkScope serves it, and on its Workspace. Charts of metrics that are computed from logs "
    "query through Resource Manager and then stay empty.",
    link="https://learn.microsoft.com/azure/azure-monitor/fundamentals/private-link-design",
    absent="Azure enables both by default, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-2"), azure_policy("1bc02227-0cb6-4e11-8f53-eb0b22eab7e8")),
    check=check,
    passing={
        "both are disabled": {"publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Disabled"},
        "a perimeter secures both": {
            "publicNetworkAccessForIngestion": "SecuredByPerimeter",
            "publicNetworkAccessForQuery": "SecuredByPerimeter",
        },
    },
    failing={
        "queries are public": {"publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Enabled"},
        "ingestion is public": {
            "publicNetworkAccessForIngestion": "Enabled",
            "publicNetworkAccessForQuery": "Disabled",
        },
        "both are left at Azure's default": {"kind": "web"},
    },
)
