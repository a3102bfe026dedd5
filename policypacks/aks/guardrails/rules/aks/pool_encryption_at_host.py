"""Nodes must encrypt their temporary disks and caches on the host."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes encrypt their disks at the host",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="Otherwise temporary disks and disk caches lie on the host unencrypted, with whatever pods wrote to them.",
    fix="Set enable_encryption_at_host=True on a new pool, for it is chosen at creation; the subscription needs the "
    "feature EncryptionAtHost.",
    link="https://learn.microsoft.com/azure/aks/enable-host-encryption",
    absent="Azure leaves host encryption off, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-4"), azure_policy("41425d9f-d1a5-499a-9932-f8ed8453932c"), checkov("CKV_AZURE_227")),
    check=must_be("enableEncryptionAtHost", expected=True),
    passing={
        "host encryption is on": {"enableEncryptionAtHost": True},
    },
    failing={
        "host encryption is off": {"enableEncryptionAtHost": False},
        "host encryption is left at Azure's default": {"count": 3},
    },
)
