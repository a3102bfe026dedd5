"""Logs must reach a workspace, not only an archive or a stream."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import same_target
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, STORAGE_ACCOUNT, VAULT, WORKSPACE
from guardrails.values import UNKNOWN


def check(setting: Resource, stack: Stack) -> Problems:
    """Further destinations are fine beside the workspace, in the same setting or in another."""
    if not setting.has("workspaceId") and not select(
        stack.all(DIAGNOSTIC_SETTING), lambda other: other.has("workspaceId") and same_target(setting, other)
    ):
        yield "must set workspaceId"


_VAULT = ExampleResource(VAULT.token)
_WORKSPACE = ExampleResource(WORKSPACE.token)
_ARCHIVE = ExampleResource(STORAGE_ACCOUNT.token)
_TO_WORKSPACE = ExampleResource(
    DIAGNOSTIC_SETTING.token, {"resourceUri": Output("vault"), "workspaceId": Output("workspace")}
)
_TO_ARCHIVE = ExampleResource(
    DIAGNOSTIC_SETTING.token, {"resourceUri": Output("vault"), "storageAccountId": Output("archive")}
)
_TO_HUB = {"eventHubAuthorizationRuleId": "rule", "eventHubName": "logs"}

GUARDRAIL = StackGuardrail(
    title="Diagnostic settings send to a Log Analytics workspace",
    applies_to=DIAGNOSTIC_SETTING,
    severity=Severity.HIGH,
    why="Alerts, Sentinel and workbooks read a workspace: logs that only lie in an archive, or pass through an event "
    "hub, raise none of them while an attack is under way.",
    fix="Set workspace_id on the DiagnosticSetting, or add a second one for the same resource that sets it; a team "
    "whose SIEM is elsewhere and reads event hubs alone disables this guardrail.",
    link="https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings",
    absent="A setting sends only where it says, so absent fails.",
    requirements=("001-18",),
    controls=(mcsb("LT-5"),),
    check=check,
    passing={
        "it sends to a workspace": {"vault": _VAULT, "workspace": _WORKSPACE, "logs": _TO_WORKSPACE},
        "an archive beside the workspace": {
            "vault": _VAULT,
            "workspace": _WORKSPACE,
            "archive": _ARCHIVE,
            "logs": _TO_WORKSPACE,
            "copies": _TO_ARCHIVE,
        },
        "it streams to another SIEM, too": {
            "vault": _VAULT,
            "workspace": _WORKSPACE,
            "logs": ExampleResource(DIAGNOSTIC_SETTING.token, {**_TO_WORKSPACE.properties, **_TO_HUB}),
        },
        "it sends to a workspace, whatever the resource is": {
            "workspace": _WORKSPACE,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token, {"resourceUri": UNKNOWN, "workspaceId": Output("workspace")}
            ),
        },
    },
    failing={
        "it sends to an archive only": {"vault": _VAULT, "archive": _ARCHIVE, "copies": _TO_ARCHIVE},
        "it streams to another SIEM only": {
            "vault": _VAULT,
            "stream": ExampleResource(DIAGNOSTIC_SETTING.token, {"resourceUri": Output("vault"), **_TO_HUB}),
        },
        "it sends to a partner's service only": {
            "vault": _VAULT,
            "partner": ExampleResource(
                DIAGNOSTIC_SETTING.token, {"resourceUri": Output("vault"), "marketplacePartnerId": "partner"}
            ),
        },
        "the workspace is another resource's": {
            "vault": _VAULT,
            "other": _VAULT,
            "workspace": _WORKSPACE,
            "archive": _ARCHIVE,
            "copies": _TO_ARCHIVE,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token, {"resourceUri": Output("other"), "workspaceId": Output("workspace")}
            ),
        },
    },
)
