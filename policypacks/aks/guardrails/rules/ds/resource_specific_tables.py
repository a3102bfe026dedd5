"""Logs must lie in the tables that detections read."""

import re

from guardrails.checks import must_be
from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail, Values
from guardrails.props import Problems, any_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, MANAGED_CLUSTER, REGISTRY, VAULT, WORKSPACE, Subject
from guardrails.tokens import ARM_TYPES

_READ = (MANAGED_CLUSTER, REGISTRY, VAULT)
_IDS = re.compile(f".*/providers/({'|'.join(ARM_TYPES[one.token] for one in _READ)})/[^/]+/?", re.IGNORECASE)


def check(setting: Resource, stack: Stack) -> Problems:
    """Other resources may have no tables of their own, and no detection reads them."""

    def is_of(kind: Subject) -> bool:
        return bool(
            select(stack.pointed_at(kind, setting, "resourceUri"), lambda one: setting.points_at("resourceUri", one))
        )

    if not setting.has("workspaceId") or not setting.has("logs"):
        return
    if any_of(
        lambda: _IDS.fullmatch(setting.written("resourceUri")) is not None,
        *(lambda kind=kind: is_of(kind) for kind in _READ),
    ):
        yield from must_be("logAnalyticsDestinationType", "Dedicated")(setting)


_ALL = {"categoryGroup": "allLogs", "enabled": True}


def _logs(target: str | Output, **further: object) -> dict[str, ExampleResource]:
    properties: Values = {"resourceUri": target, "workspaceId": Output("workspace"), "logs": [_ALL], **further}
    return {
        "cluster": ExampleResource(MANAGED_CLUSTER.token),
        "registry": ExampleResource(REGISTRY.token),
        "vault": ExampleResource(VAULT.token),
        "workspace": ExampleResource(WORKSPACE.token),
        "logs": ExampleResource(DIAGNOSTIC_SETTING.token, properties),
    }


def _elsewhere(kind: str) -> str:
    return f"{SUBSCRIPTION}/resourceGroups/other/providers/Microsoft.{kind}/other"


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
        **{
            f"tables of a {one}": _logs(Output(one), logAnalyticsDestinationType="Dedicated")
            for one in ("cluster", "vault")
        },
        "tables of a vault elsewhere": _logs(_elsewhere("KeyVault/vaults"), logAnalyticsDestinationType="Dedicated"),
        "what may have no tables of its own": _logs(Output("workspace")),
        "what may have no tables of its own, as Azure's default is called": _logs(
            Output("workspace"), logAnalyticsDestinationType="AzureDiagnostics"
        ),
        "what may have no tables of its own, elsewhere": _logs(_elsewhere("Network/networkSecurityGroups")),
        "what is below a cluster": _logs(f"{_elsewhere('ContainerService/managedClusters')}/agentPools/system"),
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
        **{f"a {one}'s are left at Azure's default": _logs(Output(one)) for one in ("cluster", "registry", "vault")},
        **{
            f"those of {one} elsewhere are left at Azure's default": _logs(_elsewhere(one))
            for one in ("containerservice/managedclusters", "ContainerRegistry/registries", "KeyVault/vaults")
        },
        "a vault's elsewhere, by an id that ends in a slash": _logs(f"{_elsewhere('KeyVault/vaults')}/"),
        "they are collected in one table": _logs(Output("cluster"), logAnalyticsDestinationType="AzureDiagnostics"),
    },
)
