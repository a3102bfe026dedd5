"""A pool should grow with its load."""

from guardrails.checks import number, where
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import AGENT_POOL

_NONE = -1


def scales(pool: Props) -> bool:
    """Tell whether the cluster autoscaler can scale such a pool."""
    return all_of(
        lambda: pool.text("type", "VirtualMachineScaleSets").lower() == "virtualmachinescalesets",
        lambda: pool.text("mode").lower() != "gateway",
    )


def check(pool: Props) -> Problems:
    """Azure asks for both bounds."""
    if pool.get("enableAutoScaling") is not True:
        yield "must set enableAutoScaling to true"
    elif not 0 <= number(pool, "minCount", _NONE) <= number(pool, "maxCount", _NONE):
        yield "must set minCount and maxCount, the first not above the second"


GUARDRAIL = Guardrail(
    title="Scale sets grow and shrink with their load",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="A pool of fixed size leaves pods pending under load, or pays for idle nodes.",
    fix="Set enable_auto_scaling=True with min_count and max_count on the pool; node auto-provisioning takes "
    "the place of it.",
    link="https://learn.microsoft.com/azure/aks/cluster-autoscaler-overview",
    absent="Azure keeps the size fixed, so absent fails on scale sets; pools of virtual machines and gateways pass.",
    requirements=(),
    controls=(psrule("Azure.AKS.AutoScaling"),),
    check=where(scales, check),
    passing={
        "it scales": {"enableAutoScaling": True, "minCount": 3, "maxCount": 9},
        "a pool of virtual machines": {"type": "VirtualMachines"},
        "a gateway pool": {"mode": "Gateway", "count": 2},
        "it scales down to nothing": {"enableAutoScaling": True, "minCount": 0, "maxCount": 9},
        "its bounds are the same": {"enableAutoScaling": True, "minCount": 3, "maxCount": 3},
    },
    failing={
        "its size is fixed": {"enableAutoScaling": False, "count": 3},
        "it scales within no bounds": {"enableAutoScaling": True},
        "its bounds are the wrong way round": {"enableAutoScaling": True, "minCount": 9, "maxCount": 3},
        "it is left at Azure's default": {"count": 3},
        "it has no lower bound": {"enableAutoScaling": True, "maxCount": 9},
        "it has no upper bound": {"enableAutoScaling": True, "minCount": 0},
    },
)
