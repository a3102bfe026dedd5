"""A node must have room for enough pods."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props, values: Mapping[str, Any]) -> Problems:
    """Only a number that is given can be too small."""
    if number(pool, "maxPods", values["minimum"]) < values["minimum"]:
        yield f"must set maxPods to {values['minimum']} or more"


GUARDRAIL = Guardrail(
    title="Nodes take at least 50 pods",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="The system's own pods take twenty or more; with room for thirty a node is full long before its memory is.",
    fix="Set max_pods on the pool to 50 or more; it is chosen at creation.",
    link="https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning",
    absent="Azure takes 250 with overlay and fewer with other networks, which the pool does not tell, so absent "
    "passes.",
    requirements=(),
    controls=(checkov("CKV_AZURE_168"), psrule("Azure.AKS.NodeMinPods")),
    parameters={
        "minimum": {
            "type": "integer",
            "minimum": 10,
            "maximum": 250,
            "default": 50,
            "description": "Least maxPods accepted.",
        }
    },
    check=check,
    passing={
        "room enough": {"maxPods": 110},
        "just enough": {"maxPods": 50},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "too little room": {"maxPods": 30},
    },
)
