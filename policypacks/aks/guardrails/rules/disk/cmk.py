"""A disk must be encrypted with a key of one's own."""

from guardrails.checks import must_be_one_of, must_be_present
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import DISK

_TYPES = ("EncryptionAtRestWithCustomerKey", "EncryptionAtRestWithPlatformAndCustomerKeys")
_SET = (
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.Compute/diskEncryptionSets/example"
)


def check(disk: Props) -> Problems:
    """Where the set lies does not matter."""
    yield from decided(must_be_one_of("encryption.type", _TYPES), disk)
    yield from must_be_present("encryption.diskEncryptionSetId")(disk)


GUARDRAIL = Guardrail(
    title="The disk is encrypted with a customer-managed key",
    applies_to=DISK,
    severity=Severity.MEDIUM,
    why="With Microsoft's key alone you can neither rotate it nor revoke it when the disk must become unreadable.",
    fix="Set encryption={'type': 'EncryptionAtRestWithCustomerKey', 'disk_encryption_set_id': ...} on the Disk.",
    link="https://learn.microsoft.com/azure/virtual-machines/disk-encryption",
    absent="Azure encrypts with a key of Microsoft's, so absent fails.",
    requirements=("004-3",),
    controls=(
        cis_azure("8.3"),
        cis_azure("8.4"),
        mcsb("DP-5"),
        azure_policy("702dd420-7fcc-42c5-afe8-4026edd20fe0"),
        checkov("CKV_AZURE_93"),
        checkov("CKV_AZURE_2"),
    ),
    check=check,
    passing={
        "a key of one's own": {"encryption": {"type": "EncryptionAtRestWithCustomerKey", "diskEncryptionSetId": _SET}},
        "both keys": {
            "encryption": {"type": "EncryptionAtRestWithPlatformAndCustomerKeys", "diskEncryptionSetId": _SET}
        },
    },
    failing={
        "encryption is left at Azure's default": {"diskSizeGB": 64},
        "Microsoft's key": {"encryption": {"type": "EncryptionAtRestWithPlatformKey"}},
        "no encryption set": {"encryption": {"type": "EncryptionAtRestWithCustomerKey"}},
        "no type": {"encryption": {"diskEncryptionSetId": _SET}},
    },
)
