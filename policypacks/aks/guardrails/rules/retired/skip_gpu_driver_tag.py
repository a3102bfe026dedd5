"""A pool must not ask by a tag to go without the driver of its graphics cards."""

from datetime import date

from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props) -> Problems:
    """The names of tags are compared without case, as ARM compares them."""
    if any(name.lower() == "skipgpudriverinstall" for name in pool.names("tags")):
        yield "must not have the tag SkipGPUDriverInstall"


GUARDRAIL = Guardrail(
    title="The pool has no tag SkipGPUDriverInstall",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="AKS has made no pools with the tag since 2025-08-14.",
    fix='Remove the tag and set gpu_profile={"driver": "None"} on the pool.',
    link="https://learn.microsoft.com/azure/aks/use-nvidia-gpu",
    absent="Without the tag AKS installs the driver, so absent passes.",
    requirements=("003-4",),
    retires=date(2025, 8, 14),
    check=check,
    passing={
        "other tags": {"tags": {"team": "vision"}, "gpuProfile": {"driver": "None"}},
        "there are no tags": {"count": 3},
    },
    failing={
        "the tag": {"tags": {"SkipGPUDriverInstall": "true"}},
    },
)
