"""Disks must be encrypted twice."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import DISK_ENCRYPTION_SET

GUARDRAIL = Guardrail(
    title="Disks are encrypted with a platform key and a key of one's own",
    applies_to=DISK_ENCRYPTION_SET,
    severity=Severity.LOW,
    why="With two layers and two keys a flaw or a leak in one of them does not open the disk.",
    fix="Set encryption_type='EncryptionAtRestWithPlatformAndCustomerKeys' on the DiskEncryptionSet. Ultra "
    "Disks and Premium SSD v2 take no such set: exempt the one that they need. A set keeps its type: make a new one.",
    link="https://learn.microsoft.com/azure/virtual-machines/disks-enable-double-encryption-at-rest-portal",
    absent="Azure encrypts with one key, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-4"), mcsb("DP-5"), azure_policy("ca91455f-eace-4f96-be59-e6e2c35b4816")),
    check=must_be("encryptionType", "EncryptionAtRestWithPlatformAndCustomerKeys"),
    passing={
        "two keys": {"encryptionType": "EncryptionAtRestWithPlatformAndCustomerKeys"},
    },
    failing={
        "one key": {"encryptionType": "EncryptionAtRestWithCustomerKey"},
        "the type is left at Azure's default": {"rotationToLatestKeyVersionEnabled": True},
    },
)
