"""What the control plane does must be logged."""

from typing import Any

from guardrails.examples import ExampleResource, diagnostic_setting
from guardrails.frameworks import azure_policy, cis_aks, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import diagnostics_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, WORKSPACE

_COMPONENTS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler", "cluster-autoscaler")


def check(cluster: Resource, stack: Stack) -> Problems:
    """The group audit holds none of these logs."""
    yield from diagnostics_problems(cluster, stack, _COMPONENTS, groups=("allLogs",))


def on(*categories: str) -> list[dict[str, Any]]:
    """Return the categories, enabled."""
    return [{"category": category, "enabled": True} for category in categories]


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)
_WORKSPACE = ExampleResource(WORKSPACE.token)

GUARDRAIL = StackGuardrail(
    title="The control plane's own logs reach a workspace",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without them a scheduler, controller or autoscaler that misbehaves, or is made to, leaves no trace "
    "that you can read.",
    fix="Enable the logs kube-apiserver, kube-controller-manager, kube-scheduler and cluster-autoscaler in a "
    "DiagnosticSetting with resource_uri=cluster.id.",
    link="https://learn.microsoft.com/azure/aks/monitor-aks-reference",
    absent="Azure collects no control plane logs, so a missing setting fails.",
    requirements=("001-18",),
    controls=(
        cis_aks("2.1.1"),
        mcsb("LT-3"),
        azure_policy("245fc9df-fa96-4414-9a0b-3738c2f7341c"),
        psrule("Azure.AKS.PlatformLogs"),
    ),
    check=check,
    passing={
        "every component": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", *on(*_COMPONENTS)),
        },
        "all logs": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", {"categoryGroup": "allLogs", "enabled": True}),
        },
        "two settings together": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "some": diagnostic_setting("cluster", *on(*_COMPONENTS[:2])),
            "more": diagnostic_setting("cluster", *on(*_COMPONENTS[2:])),
        },
    },
    failing={
        "no setting": {"cluster": _CLUSTER},
        "the audit logs only": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", {"categoryGroup": "audit", "enabled": True}),
        },
        "one component is missing": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", *on(*_COMPONENTS[:-1])),
        },
    },
)
