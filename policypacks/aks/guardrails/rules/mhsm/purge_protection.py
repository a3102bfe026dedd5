"""A managed HSM must not be purgeable."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_HSM

GUARDRAIL = Guardrail(
    title="Nobody can purge the managed HSM",
    applies_to=MANAGED_HSM,
    severity=Severity.HIGH,
    why="Whoever may purge makes the deletion of every key final, and with them goes all that they encrypt.",
    fix="Set enable_purge_protection=True in the properties of the ManagedHsm; it cannot be turned off again.",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/recovery",
    absent="What Azure takes differs between its pages and its API, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-8"), azure_policy("c39ba22d-4428-4149-b981-70acb31fc383")),
    check=must_be("properties.enablePurgeProtection", expected=True),
    passing={
        "purge protection is on": {"properties": {"enablePurgeProtection": True}},
    },
    failing={
        "purge protection is off": {"properties": {"enablePurgeProtection": False}},
        "purge protection is left out": {"properties": {"enableSoftDelete": True}},
    },
)
