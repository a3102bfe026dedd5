"""Nodes must start only what is signed."""

import re

from guardrails.checks import must_be, on_linux, where
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of, decided
from guardrails.subjects import AGENT_POOL

_ARM64 = re.compile(r"Standard_[A-Z]+\d+(-\d+)?[a-z]*p[a-z]*(_|$)", re.IGNORECASE)
_CONFIDENTIAL = re.compile(r"Standard_(DC|EC)\d+[ae]", re.IGNORECASE)


def trusted(pool: Props) -> Problems:
    """Either measures or refuses; only both do both."""
    for path in ("securityProfile.enableSecureBoot", "securityProfile.enableVTPM"):
        yield from decided(must_be(path, expected=True), pool)


def can_launch_trusted(pool: Props) -> bool:
    """Tell whether Azure offers trusted launch for such a pool, by what its page excludes."""
    return all_of(
        lambda: on_linux(pool),
        lambda: pool.get("enableFIPS") is not True,
        lambda: not pool.text("workloadRuntime").lower().startswith("kata"),
        lambda: not _ARM64.match(pool.text("vmSize")),
        lambda: not _CONFIDENTIAL.match(pool.text("vmSize")),
    )


GUARDRAIL = Guardrail(
    title="Nodes start with secure boot and a virtual TPM",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="Without trusted launch a rootkit that reached a node survives its restart, and nothing notices.",
    fix="Set security_profile with enable_secure_boot=True and enable_vtpm=True on the pool; it needs a "
    "generation 2 VM size.",
    link="https://learn.microsoft.com/azure/aks/use-trusted-launch",
    absent="Azure leaves both off, so absent fails; Windows, FIPS, Arm64, confidential and sandboxing pools "
    "cannot have them and pass.",
    requirements=("002-10",),
    controls=(mcsb("PV-4"),),
    check=where(can_launch_trusted, trusted),
    passing={
        "both are on": {"securityProfile": {"enableSecureBoot": True, "enableVTPM": True}},
        "a Windows pool": {"osType": "Windows"},
        "a FIPS pool": {"enableFIPS": True},
        "a pool for sandboxes": {"workloadRuntime": "KataVmIsolation"},
        "an Arm64 size": {"vmSize": "Standard_D4pds_v6"},
        "a confidential size": {"vmSize": "Standard_DC4as_v5"},
        "a confidential size, in another case": {"vmSize": "standard_dc4as_v5"},
    },
    failing={
        "no virtual TPM": {"securityProfile": {"enableSecureBoot": True}},
        "no secure boot": {"securityProfile": {"enableSecureBoot": False, "enableVTPM": True}},
        "an ordinary size, left at Azure's default": {"vmSize": "Standard_D4ds_v5"},
        "a GPU size, left at Azure's default": {"vmSize": "Standard_NP10s"},
    },
)
