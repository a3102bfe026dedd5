"""Who reads and writes stored data must be logged."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, STORAGE_ACCOUNT, WORKSPACE

_CATEGORIES = ("StorageRead", "StorageWrite", "StorageDelete")


def check(account: Resource, stack: Stack) -> Problems:
    """The setting is on a service below the account, whose id is only known after the update, so any service counts."""
    yield from diagnostics_problems(account, stack, _CATEGORIES)


def _setting(*categories: str) -> ExampleResource:
    return ExampleResource(
        DIAGNOSTIC_SETTING.token,
        {
            "resourceUri": Output("account"),
            "workspaceId": Output("workspace"),
            "logs": [{"category": category, "enabled": True} for category in categories],
        },
    )


_ACCOUNT = {"account": ExampleResource(STORAGE_ACCOUNT.token), "workspace": ExampleResource(WORKSPACE.token)}

GUARDRAIL = StackGuardrail(
    title="Reads, writes and deletions in the storage account are logged",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Without them nobody can tell after a leaked signature what was read, or who deleted the state.",
    fix="Add a DiagnosticSetting on the account's blobServices/default with workspace_id and the categories "
    "StorageRead, StorageWrite and StorageDelete.",
    link="https://learn.microsoft.com/azure/storage/blobs/monitor-blob-storage",
    absent="Azure logs no access of its own accord, so a missing setting fails.",
    requirements=(),
    controls=(mcsb("LT-3"), checkov("CKV_AZURE_33"), checkov("CKV2_AZURE_20"), checkov("CKV2_AZURE_21")),
    check=check,
    passing={
        "all three are logged": {**_ACCOUNT, "setting": _setting(*_CATEGORIES)},
    },
    failing={
        "no setting": _ACCOUNT,
        "reads are not logged": {**_ACCOUNT, "setting": _setting("StorageWrite", "StorageDelete")},
    },
)
