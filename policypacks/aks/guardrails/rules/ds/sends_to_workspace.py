"""Logs must reach a workspace, not only an archive."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import same_target
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, STORAGE_ACCOUNT, VAULT, WORKSPACE
from guardrails.values import UNKNOWN


def check(setting: Resource, stack: Stack) -> Problems:
    """A second setting for an archive is fine beside one that reaches a workspace."""
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

GUARDRAIL = StackGuardrail(
    title="Diagnostic settings send to a Log Analytics workspace",
    applies_to=DIAGNOSTIC_SETTING,
    severity=Severity.HIGH,
    why="Logs that lie in an archive only cannot be queried, correlated or alerted on while an attack is under way.",
    fix="Set workspace_id on the DiagnosticSetting, or add a second one for the same resource that sets it.",
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
        "it sends to a workspace, whatever the resource is": {
            "workspace": _WORKSPACE,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token, {"resourceUri": UNKNOWN, "workspaceId": Output("workspace")}
            ),
        },
    },
    failing={
        "it sends to an archive only": {"vault": _VAULT, "archive": _ARCHIVE, "copies": _TO_ARCHIVE},
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
