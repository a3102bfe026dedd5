"""Requests that only read should not be logged and paid for twice."""

from functools import partial
from typing import Any

from guardrails.examples import ExampleResource, diagnostic_setting
from guardrails.frameworks import psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import enables_log
from guardrails.props import Problems, all_of, any_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, WORKSPACE


def check(cluster: Resource, stack: Stack) -> Problems:
    """The groups audit and allLogs hold both."""
    enabled = partial(enables_log, cluster, stack)
    if any_of(
        partial(enabled, "group audit"),
        partial(enabled, "group alllogs"),
        lambda: all_of(partial(enabled, "kube-audit"), partial(enabled, "kube-audit-admin")),
    ):
        yield "must not have both kube-audit and kube-audit-admin enabled in its diagnostic settings"


def on(*categories: str) -> list[dict[str, Any]]:
    """Return the categories, enabled."""
    return [{"category": category, "enabled": True} for category in categories]


_CLUSTER = ExampleResource(MANAGED_CLUSTER.token)
_WORKSPACE = ExampleResource(WORKSPACE.token)

GUARDRAIL = StackGuardrail(
    title="Audit logs are collected once",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="kube-audit holds all that kube-audit-admin holds, and the reads besides: with both, every change is "
    "stored and billed twice.",
    fix="Enable kube-audit-admin alone, or kube-audit alone where reads matter.",
    link="https://learn.microsoft.com/azure/aks/monitor-aks-reference",
    absent="Azure collects no control plane logs, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.AKS.AuditAdmin"),),
    check=check,
    passing={
        "changes only": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", *on("kube-audit-admin", "guard")),
        },
        "reads as well": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", *on("kube-audit", "guard")),
        },
        "no setting": {"cluster": _CLUSTER},
    },
    failing={
        "both": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", *on("kube-audit", "kube-audit-admin")),
        },
        "both in two settings": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "some": diagnostic_setting("cluster", *on("kube-audit")),
            "more": diagnostic_setting("cluster", *on("kube-audit-admin")),
        },
        "the group that holds both": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", {"categoryGroup": "audit", "enabled": True}),
        },
        "the group of all": {
            "cluster": _CLUSTER,
            "workspace": _WORKSPACE,
            "logs": diagnostic_setting("cluster", {"categoryGroup": "allLogs", "enabled": True}),
        },
    },
)
