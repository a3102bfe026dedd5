"""Logs must lie in the tables that detections read."""

from guardrails.checks import must_be
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, MANAGED_CLUSTER, REGISTRY, VAULT, WORKSPACE, Subject

_TYPE = "logAnalyticsDestinationType"


def check(setting: Resource, stack: Stack) -> Problems:
    """Other resources may have no tables of their own, and take no such word."""

    def is_of(kind: Subject) -> bool:
        return bool(
            select(stack.pointed_at(kind, setting, "resourceUri"), lambda one: setting.points_at("resourceUri", one))
        )

    if not setting.has("workspaceId") or not setting.has("logs"):
        return
    if setting.has(_TYPE) or any_of(*(lambda kind=kind: is_of(kind) for kind in (MANAGED_CLUSTER, REGISTRY, VAULT))):
        yield from must_be(_TYPE, "Dedicated")(setting)


_ALL = {"categoryGroup": "allLogs", "enabled": True}


def _logs(target: str, **further: object) -> dict[str, ExampleResource]:
    properties: Values = {"resourceUri": Output(target), "workspaceId": Output("workspace"), "logs": [_ALL], **further}
    return {
        "cluster": ExampleResource(MANAGED_CLUSTER.token),
        "registry": ExampleResource(REGISTRY.token),
        "vault": ExampleResource(VAULT.token),
        "workspace": ExampleResource(WORKSPACE.token),
        "logs": ExampleResource(DIAGNOSTIC_SETTING.token, properties),
    }


GUARDRAIL = StackGuardrail(
    title="Logs of clusters, registries and vaults lie in tables of their own",
    applies_to=DIAGNOSTIC_SETTING,
    severity=Severity.MEDIUM,
    why="Detections, alerts and workbooks read AKSAuditAdmin, ContainerRegistryLoginEvents or AZKVAuditLogs: what goes "
    "into the table AzureDiagnostics raises none of them, and is kept no longer than the workspace's other logs.",
    fix='Set log_analytics_destination_type="Dedicated" on the DiagnosticSetting.',
    link="https://learn.microsoft.com/azure/azure-monitor/essentials/resource-logs#select-the-collection-mode",
    absent="Azure takes AzureDiagnostics, so absent fails for clusters, registries and vaults, whose tables are read; "
    "other resources may have none, and pass.",
    requirements=("001-18",),
    controls=(mcsb("LT-3"),),
    check=check,
    passing={
        **{f"tables of a {one}": _logs(one, logAnalyticsDestinationType="Dedicated") for one in ("cluster", "vault")},
        "what may have no tables of its own": _logs("workspace"),
        "metrics have one table": {
            "vault": ExampleResource(VAULT.token),
            "workspace": ExampleResource(WORKSPACE.token),
            "metrics": ExampleResource(
                DIAGNOSTIC_SETTING.token,
                {
                    "resourceUri": Output("vault"),
                    "workspaceId": Output("workspace"),
                    "metrics": [{"category": "AllMetrics", "enabled": True}],
                },
            ),
        },
        "an archive has no tables": {
            "vault": ExampleResource(VAULT.token),
            "copies": ExampleResource(
                DIAGNOSTIC_SETTING.token,
                {"resourceUri": Output("vault"), "storageAccountId": "archive", "logs": [_ALL]},
            ),
        },
    },
    failing={
        **{f"a {one}'s are left at Azure's default": _logs(one) for one in ("cluster", "registry", "vault")},
        "they are collected in one table": _logs("cluster", logAnalyticsDestinationType="AzureDiagnostics"),
        "so are those of anything else": _logs("workspace", logAnalyticsDestinationType="AzureDiagnostics"),
    },
)
