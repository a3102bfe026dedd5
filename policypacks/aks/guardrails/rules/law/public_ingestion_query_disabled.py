"""A workspace must be reached through private links where the profile asks for it."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import WORKSPACE

_CLOSED = ("Disabled", "SecuredByPerimeter")
_ingestion = must_be_one_of("publicNetworkAccessForIngestion", _CLOSED)
_query = must_be_one_of("publicNetworkAccessForQuery", _CLOSED)


def check(workspace: Props) -> Problems:
    """Logs come in and go out by two doors."""
    yield from decided(_ingestion, workspace)
    yield from decided(_query, workspace)


GUARDRAIL = Guardrail(
    title="The workspace takes and answers nothing over public networks",
    applies_to=WORKSPACE,
    severity=Severity.LOW,
    why="Over public networks a stolen token is enough to read every log, or to flood the workspace, from anywhere.",
    fix="Set public_network_access_for_ingestion and public_network_access_for_query to 'Disabled' on the "
    "Workspace, once a PrivateLinkScope serves it. Views that query through Resource Manager, as those of Container "
    "insights do, then stay empty.",
    link="https://learn.microsoft.com/azure/azure-monitor/fundamentals/private-link-design",
    absent="Azure enables both by default, so absent fails.",
    requirements=("001-18",),
    controls=(mcsb("NS-2"), azure_policy("6c53d030-cc64-46f0-906d-2bc061cd1334")),
    check=check,
    passing={
        "both are disabled": {"publicNetworkAccessForIngestion": "Disabled", "publicNetworkAccessForQuery": "Disabled"},
        "a network security perimeter decides": {
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
        "both are left at Azure's default": {"retentionInDays": 90},
    },
)
