"""Every request to the API server must be logged."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, cis_aks, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DIAGNOSTIC_SETTING, MANAGED_CLUSTER, WORKSPACE


def check(cluster: Resource, stack: Stack) -> Problems:
    """kube-audit holds all that kube-audit-admin holds, and the reads besides."""
    found = list(diagnostics_problems(cluster, stack, ("kube-audit-admin", "guard")))
    if list(diagnostics_problems(cluster, stack, ("kube-audit", "guard"))):
        yield from found


def setting(*categories: str) -> ExampleResource:
    """Return an example's setting that enables the categories."""
    logs = [{"category": category, "enabled": True} for category in categories]
    return ExampleResource(DIAGNOSTIC_SETTING.token, {**_TARGET, "logs": logs})


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)
_WORKSPACE = ExampleResource(WORKSPACE.token)
_TARGET = {"resourceUri": Output("cluster"), "workspaceId": Output("workspace")}

GUARDRAIL = StackGuardrail(
    title="The audit logs of the cluster reach a workspace",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without the logs kube-audit-admin and guard nobody can tell who changed, read or deleted what, or "
    "who was let in.",
    fix="Add a DiagnosticSetting with resource_uri=cluster.id, workspace_id and the logs kube-audit-admin "
    "(or kube-audit) and guard enabled.",
    link="https://learn.microsoft.com/azure/aks/monitor-aks",
    absent="Azure collects no control plane logs, so a missing setting fails.",
    requirements=("001-18", "002-20"),
    controls=(
        cis_aks("2.1.1"),
        mcsb("LT-3"),
        mcsb("LT-4"),
        azure_policy("245fc9df-fa96-4414-9a0b-3738c2f7341c"),
        azure_policy("6c66c325-74c8-42fd-a286-a74b0e2939d8"),
        psrule("Azure.AKS.AuditLogs"),
    ),
    check=check,
    passing={
        "changes and sign-ins": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": setting("kube-audit-admin", "guard"),
        },
        "everything and sign-ins": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": setting("kube-audit", "guard"),
        },
        "the audit group": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token, {**_TARGET, "logs": [{"categoryGroup": "audit", "enabled": True}]}
            ),
        },
    },
    failing={
        "no setting": {"cluster": _CLUSTER},
        "sign-ins are missing": {"cluster": _CLUSTER, "workspace": _WORKSPACE, "logs": setting("kube-audit-admin")},
        "requests are missing": {"cluster": _CLUSTER, "workspace": _WORKSPACE, "logs": setting("guard")},
        "a log is turned off": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token,
                {
                    **_TARGET,
                    "logs": [{"category": "kube-audit", "enabled": False}, {"category": "guard", "enabled": True}],
                },
            ),
        },
        "the setting has no workspace": {
            "cluster": _CLUSTER,
            "logs": ExampleResource(
                DIAGNOSTIC_SETTING.token,
                {"resourceUri": Output("cluster"), "logs": [{"categoryGroup": "audit", "enabled": True}]},
            ),
        },
    },
)
