"""A private link scope must let nothing past it."""

from guardrails.checks import must_be, must_not_be, placed
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MONITOR_PRIVATE_LINK

_MODES = ("ingestionAccessMode", "queryAccessMode")


def check(scope: Props) -> Problems:
    """Ingestion and queries have a mode each; an exclusion has others for one endpoint, and with it for a network."""
    for mode in _MODES:
        yield from decided(must_be(f"accessModeSettings.{mode}", "PrivateOnly"), scope)
    yield from scope.each("accessModeSettings.exclusions", _exclusion)


def _exclusion(exclusion: Props) -> Problems:
    for mode in _MODES:
        yield from decided(placed, must_not_be(mode, "Open"), exclusion)


_PRIVATE = {"ingestionAccessMode": "PrivateOnly", "queryAccessMode": "PrivateOnly"}


GUARDRAIL = Guardrail(
    title="Queries and telemetry from networks with the private link scope reach only what it holds",
    applies_to=MONITOR_PRIVATE_LINK,
    severity=Severity.LOW,
    why="In open mode a workload in the network can send telemetry, and with it data, to somebody else. Logs go to a "
    "workspace's own address in either mode: there only the firewall keeps them in.",
    fix="Set access_mode_settings with ingestion_access_mode and query_access_mode 'PrivateOnly' on the "
    "PrivateLinkScope, and no 'Open' in its exclusions.",
    link="https://learn.microsoft.com/azure/azure-monitor/fundamentals/private-link-design",
    absent="Azure opens both by default, so absent fails.",
    requirements=(),
    controls=(mcsb("NS-2"), azure_policy("a499fed8-bcc8-4195-b154-641f14743757")),
    check=check,
    passing={
        "both are private only": {"accessModeSettings": _PRIVATE},
        "an exclusion that opens nothing": {
            "accessModeSettings": {
                **_PRIVATE,
                "exclusions": [{"privateEndpointConnectionName": "hub", "queryAccessMode": "PrivateOnly"}],
            }
        },
    },
    failing={
        "ingestion is open": {"accessModeSettings": {"ingestionAccessMode": "Open", "queryAccessMode": "PrivateOnly"}},
        "queries are open": {"accessModeSettings": {"ingestionAccessMode": "PrivateOnly", "queryAccessMode": "Open"}},
        "the modes are missing": {"location": "global"},
        "queries are open for one endpoint": {
            "accessModeSettings": {
                **_PRIVATE,
                "exclusions": [{"privateEndpointConnectionName": "hub", "queryAccessMode": "Open"}],
            }
        },
        "ingestion is open for one endpoint": {
            "accessModeSettings": {
                **_PRIVATE,
                "exclusions": [{"privateEndpointConnectionName": "hub", "ingestionAccessMode": "Open"}],
            }
        },
    },
)
