"""Nodes must run an operating system that gets fixes."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_one_of
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props, values: Mapping[str, Any]) -> Problems:
    """Names compare without case, as ARM compares them."""
    if pool.get("osSKU") is not None:
        yield from must_be_one_of("osSKU", values["skus"])(pool)


GUARDRAIL = Guardrail(
    title="Nodes run a supported operating system",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="Images of a retired operating system get no fixes, and are deleted one day: such a pool can no longer grow.",
    fix='Set os_sku="AzureLinux" or "Ubuntu" on the pool, which move to the next version with Kubernetes.',
    link="https://learn.microsoft.com/azure/aks/upgrade-os-version",
    absent="Azure takes Ubuntu, or Windows2022 for Windows, so absent passes.",
    requirements=("002-10", "003-4"),
    controls=(mcsb("PV-3"),),
    parameters={
        "skus": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "AzureContainerLinux",
                "AzureLinux",
                "AzureLinux3",
                "Ubuntu",
                "Ubuntu2404",
                "Windows2022",
                "Windows2025",
            ],
            "description": "Operating systems (osSKU) that are accepted.",
        }
    },
    check=check,
    passing={
        "Azure Linux": {"osSKU": "AzureLinux"},
        "Azure Container Linux": {"osSKU": "AzureContainerLinux"},
        "Ubuntu": {"osSKU": "Ubuntu"},
        "Windows Server 2022": {"osType": "Windows", "osSKU": "Windows2022"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "Mariner": {"osSKU": "CBLMariner"},
        "OS Guard, whose preview ends in December 2026": {"osSKU": "AzureLinuxOSGuard"},
        "Ubuntu 22.04, which ends in June 2027": {"osSKU": "Ubuntu2204"},
        "Windows Server 2019": {"osType": "Windows", "osSKU": "Windows2019"},
    },
)
