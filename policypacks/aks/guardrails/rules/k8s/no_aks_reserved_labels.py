"""Nodes belong to AKS."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import azure_policy, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NODE
from guardrails.props import Problems, Props


def check(node: Props) -> Problems:
    """Labels of one's own are for pools, too, but harmless; those of AKS and the spec are not."""
    for key in node.names("metadata.labels"):
        if key.startswith("kubernetes.azure.com/"):
            yield f"must not set the label {key}"
    yield from must_be_unset("spec")(node)


GUARDRAIL = Guardrail(
    title="Nodes are not edited by hand",
    applies_to=NODE,
    severity=Severity.LOW,
    why="AKS replaces nodes at every upgrade: what was set by hand is gone, and its own labels steer its own parts.",
    fix="Set node_labels and node_taints on the AgentPool.",
    link="https://learn.microsoft.com/azure/aks/use-labels",
    absent="Then nothing of it is changed, so absent passes.",
    requirements=(),
    controls=(
        azure_policy("a22123bd-b9da-4c86-9424-24903e91fd55"),
        azure_policy("53a4a537-990c-495a-92e0-7c21a465442c"),
        kyverno("restrict-node-label-changes"),
    ),
    check=check,
    passing={
        "a label of one's own": {"metadata": {"labels": {"example.com/rack": "7"}}},
    },
    failing={
        "a label of AKS": {"metadata": {"labels": {"kubernetes.azure.com/mode": "user"}}},
        "a taint": {"spec": {"taints": [{"key": "team", "effect": "NoSchedule"}]}},
    },
)
