"""Nodes must stand in scale sets or virtual machine pools."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Pools are scale sets or virtual machine pools",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="Availability sets are retired since September 2025: such pools get no fixes, no autoscaling and no zones.",
    fix='Leave type unset on the pool, or set it to "VirtualMachineScaleSets" or "VirtualMachines".',
    link="https://learn.microsoft.com/azure/aks/availability-sets-on-aks",
    absent="Azure takes scale sets, so absent passes.",
    requirements=(),
    controls=(checkov("CKV_AZURE_169"), psrule("Azure.AKS.PoolScaleSet")),
    check=must_be_one_of("type", ("VirtualMachineScaleSets", "VirtualMachines"), absent="VirtualMachineScaleSets"),
    passing={
        "a scale set": {"type": "VirtualMachineScaleSets"},
        "virtual machines": {"type": "VirtualMachines"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "an availability set": {"type": "AvailabilitySet"},
    },
)
