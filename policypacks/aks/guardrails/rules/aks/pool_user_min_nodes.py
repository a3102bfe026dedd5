"""Workloads must outlive the loss of a node."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import least_nodes, where
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import AGENT_POOL


def check(pool: Props, values: Mapping[str, Any]) -> Problems:
    """What counts is the size the pool may shrink to."""

    def enough(pool: Props) -> Problems:
        if least_nodes(pool) < values["minimum"]:
            yield f"must have at least {values['minimum']} nodes"

    yield from where(_serves_users, enough)(pool)


def _serves_users(pool: Props) -> bool:
    return all_of(
        lambda: pool.text("mode", "User").lower() == "user",
        lambda: pool.text("scaleSetPriority").lower() != "spot",
    )


GUARDRAIL = Guardrail(
    title="User pools have at least three nodes",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="With fewer, an upgrade or a broken node leaves too little room for the pods of the pool.",
    fix="Set min_count (or count, without autoscaling) to 3 or more on the pool.",
    link="https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
    absent="Azure takes one node, so absent fails; system, gateway and spot pools are other matters and pass.",
    requirements=(),
    controls=(psrule("Azure.AKS.MinUserPoolNodes"),),
    parameters={
        "minimum": {"type": "integer", "minimum": 1, "default": 3, "description": "Least number of nodes accepted."}
    },
    check=check,
    passing={
        "three nodes": {"mode": "User", "count": 3},
        "it shrinks to three": {"enableAutoScaling": True, "minCount": 3, "maxCount": 9, "count": 5},
        "a system pool": {"mode": "System", "count": 1},
        "a spot pool": {"scaleSetPriority": "Spot", "count": 1},
    },
    failing={
        "one node": {"mode": "User", "count": 1},
        "it shrinks to nothing": {"enableAutoScaling": True, "minCount": 0, "maxCount": 9, "count": 5},
        "its size is left at Azure's default": {"mode": "User"},
    },
)
