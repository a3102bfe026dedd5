"""A disk encryption set must follow its key to new versions."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import DISK_ENCRYPTION_SET

GUARDRAIL = Guardrail(
    title="The disk encryption set follows its key to new versions",
    applies_to=DISK_ENCRYPTION_SET,
    severity=Severity.MEDIUM,
    why="A set that stays with one version keeps disks on it when the vault rotates the key, until that "
    "version expires and disks no longer start.",
    fix="Set rotation_to_latest_key_version_enabled=True on the DiskEncryptionSet; active_key.key_url "
    "still names a version.",
    link="https://learn.microsoft.com/azure/virtual-machines/disk-encryption",
    absent="Azure stays with the version it was given, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"),),
    check=must_be("rotationToLatestKeyVersionEnabled", expected=True, absent=False),
    remedy={"rotationToLatestKeyVersionEnabled": True},
    passing={
        "it follows": {"rotationToLatestKeyVersionEnabled": True},
    },
    failing={
        "it stays": {"rotationToLatestKeyVersionEnabled": False},
        "rotation is left at Azure's default": {"encryptionType": "EncryptionAtRestWithCustomerKey"},
    },
)
