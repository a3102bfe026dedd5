"""Nodes must not run Ubuntu 22.04."""

from datetime import date

from guardrails.checks import kubernetes_minor, on_linux
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import AGENT_POOL


def check(pool: Props) -> Problems:
    """Ubuntu is 22.04 up to Kubernetes 1.34; a pool that names no version follows its cluster."""
    sku = pool.text("osSKU").lower() or ("ubuntu" if on_linux(pool) else None)
    minor = kubernetes_minor(pool.text("orchestratorVersion")) if sku == "ubuntu" else None
    if sku == "ubuntu2204" or (minor and minor < (1, 35)):
        yield "must not run Ubuntu 22.04 (osSKU Ubuntu2204, or Ubuntu before Kubernetes 1.35)"


GUARDRAIL = Guardrail(
    title="Nodes do not run Ubuntu 22.04",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="AKS ends its support of Ubuntu 22.04 on 2027-06-30: no new pools, no fixes; its images are "
    "deleted on 2028-04-30.",
    fix='Set os_sku="Ubuntu2404", or "Ubuntu" with Kubernetes 1.35 or newer, on the pool.',
    link="https://learn.microsoft.com/azure/aks/upgrade-os-version",
    absent="Azure takes Ubuntu for Linux, whose version follows Kubernetes: absent fails before 1.35 and "
    "passes without a version.",
    requirements=("003-4",),
    retires=date(2027, 6, 30),
    check=check,
    passing={
        "Ubuntu 24.04": {"osSKU": "Ubuntu2404"},
        "Ubuntu with a Kubernetes that brings 24.04": {"osSKU": "Ubuntu", "orchestratorVersion": "1.35"},
        "Windows": {"osType": "Windows", "orchestratorVersion": "1.33"},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "Ubuntu2204 is asked for": {"osSKU": "Ubuntu2204"},
        "Ubuntu with a Kubernetes that brings 22.04": {"osSKU": "Ubuntu", "orchestratorVersion": "1.33.4"},
        "the same, as Azure's default": {"orchestratorVersion": "1.34"},
    },
)
