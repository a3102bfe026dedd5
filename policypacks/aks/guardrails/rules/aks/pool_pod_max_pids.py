"""A pod must not take all processes of its node."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_between, on_linux, where
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props, values: Mapping[str, Any]) -> Problems:
    """The kubelet takes -1 for no bound at all."""
    yield from where(on_linux, must_be_between("kubeletConfig.podMaxPids", 1, values["maximum"]))(pool)


GUARDRAIL = Guardrail(
    title="The number of processes of a pod is bounded",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="A fork bomb in one pod otherwise takes every process id of the node, and the node with it.",
    fix="Set kubelet_config.pod_max_pids to 4096 or less on the pool; it is chosen at creation.",
    link="https://learn.microsoft.com/azure/aks/custom-node-configuration",
    absent="Azure sets no bound, so absent fails; Windows nodes cannot have one and pass.",
    requirements=(),
    parameters={
        "maximum": {"type": "integer", "minimum": 1, "default": 4096, "description": "Largest podMaxPids accepted."}
    },
    check=check,
    passing={
        "a bound": {"kubeletConfig": {"podMaxPids": 1024}},
        "the largest bound": {"kubeletConfig": {"podMaxPids": 4096}},
        "a Windows pool": {"osType": "Windows"},
        "the smallest bound": {"kubeletConfig": {"podMaxPids": 1}},
        "the largest bound of another setting": Example(
            {"kubeletConfig": {"podMaxPids": 512}}, settings={"maximum": 512}
        ),
    },
    failing={
        "no bound": {"kubeletConfig": {"podMaxPids": -1}},
        "a bound that is too large": {"kubeletConfig": {"podMaxPids": 100000}},
        "it is left at Azure's default": {"count": 3},
        "a bound of nothing": {"kubeletConfig": {"podMaxPids": 0}},
        "a bound above the setting": Example({"kubeletConfig": {"podMaxPids": 513}}, settings={"maximum": 512}),
        "a switch is no bound": {"kubeletConfig": {"podMaxPids": True}},
    },
)
