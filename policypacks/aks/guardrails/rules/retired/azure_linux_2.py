"""Nodes must not run Azure Linux 2."""

from datetime import date

from guardrails.checks import kubernetes_minor
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props) -> Problems:
    """AzureLinux is version 2 up to Kubernetes 1.31; a pool that names no version follows its cluster."""
    sku = pool.text("osSKU").lower()
    minor = kubernetes_minor(pool.text("orchestratorVersion")) if sku == "azurelinux" else None
    if sku == "cblmariner" or (minor and minor < (1, 32)):
        yield "must not run Azure Linux 2 (osSKU CBLMariner, or AzureLinux before Kubernetes 1.32)"


GUARDRAIL = Guardrail(
    title="Nodes do not run Azure Linux 2",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="Azure Linux 2 has had no fixes since 2025-11-30; its images are gone since 2026-03-31, so the "
    "pool cannot grow.",
    fix='Set os_sku="AzureLinux3", or "AzureLinux" with Kubernetes 1.32 or newer, on the pool.',
    link="https://learn.microsoft.com/azure/aks/upgrade-os-version",
    absent="Azure takes Ubuntu, so absent passes.",
    requirements=("003-4",),
    retires=date(2025, 11, 30),
    check=check,
    passing={
        "Azure Linux 3": {"osSKU": "AzureLinux3"},
        "Azure Linux with a Kubernetes that brings version 3": {"osSKU": "AzureLinux", "orchestratorVersion": "1.36"},
        "Azure Linux, and the cluster's Kubernetes": {"osSKU": "AzureLinux"},
        "it is left at Azure's default": {"count": 3},
        "Azure Linux with the first Kubernetes that brings version 3": {
            "osSKU": "AzureLinux",
            "orchestratorVersion": "1.32",
        },
    },
    failing={
        "CBLMariner is asked for": {"osSKU": "CBLMariner"},
        "Azure Linux with a Kubernetes that brings version 2": {"osSKU": "AzureLinux", "orchestratorVersion": "1.31.8"},
    },
)
