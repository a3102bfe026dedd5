"""Workloads must stay off the nodes that run the cluster itself."""

from guardrails.checks import where
from guardrails.frameworks import checkov
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL

_TAINT = "CriticalAddonsOnly=true:NoSchedule"


def tainted(pool: Props) -> Problems:
    """Other taints would keep the system's own pods out as well."""
    if _TAINT.lower() not in (taint.lower() for taint in pool.texts("nodeTaints")):
        yield f"must have {_TAINT} in nodeTaints"


GUARDRAIL = Guardrail(
    title="System pools take no other pods",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="A workload that fills or breaks a system node takes DNS, metrics and admission webhooks of the "
    "whole cluster with it.",
    fix='Set node_taints=["CriticalAddonsOnly=true:NoSchedule"] on pools with mode="System", and give '
    "workloads a pool of their own.",
    link="https://learn.microsoft.com/azure/aks/use-system-pools",
    absent="Azure taints no pool, so absent fails on a system pool.",
    requirements=(),
    controls=(checkov("CKV_AZURE_232"),),
    check=where(lambda pool: pool.text("mode").lower() == "system", tainted),
    passing={
        "a system pool with the taint": {"mode": "System", "nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"]},
        "a user pool": {"mode": "User"},
        "a pool without a mode is a user pool": {"count": 3},
    },
    failing={
        "a system pool without taints": {"mode": "System"},
        "a system pool with another taint": {"mode": "System", "nodeTaints": ["team=example:NoSchedule"]},
        "a taint that only asks": {"mode": "System", "nodeTaints": ["CriticalAddonsOnly=true:PreferNoSchedule"]},
    },
)
