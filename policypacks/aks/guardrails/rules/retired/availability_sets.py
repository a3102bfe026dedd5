"""A node pool must not be an availability set."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="The node pool is no availability set",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS has not supported clusters with availability sets since 2025-09-30.",
    fix='Migrate the cluster with az aks update --migrate-vmas-to-vms and set type="VirtualMachines"; on a new cluster '
    'set "VirtualMachineScaleSets" or "VirtualMachines".',
    link="https://learn.microsoft.com/azure/aks/availability-sets-on-aks",
    absent="Azure takes scale sets, so absent passes.",
    requirements=("003-4",),
    retires=date(2025, 9, 30),
    check=must_not_be("type", "AvailabilitySet"),
    passing={
        "a scale set": {"type": "VirtualMachineScaleSets"},
        "single machines": {"type": "VirtualMachines"},
        "the type is left at Azure's default": {"count": 3},
    },
    failing={
        "an availability set": {"type": "AvailabilitySet"},
    },
)
