"""A disk must not be downloadable from the internet."""

from guardrails.checks import must_be, must_be_one_of
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import DISK

_CLOSED = must_be("publicNetworkAccess", "Disabled", absent="Enabled")
_POLICY = must_be_one_of("networkAccessPolicy", ("DenyAll", "AllowPrivate"), absent="AllowAll")


def check(disk: Props) -> Problems:
    """The policy says from where a disk is exported, public access whether the internet is among it."""
    yield from decided(_CLOSED, disk)
    yield from decided(_POLICY, disk)


GUARDRAIL = Guardrail(
    title="The disk cannot be exported over a public address",
    applies_to=DISK,
    severity=Severity.HIGH,
    why="Whoever may write to the disk can otherwise make a link to its whole content that works from anywhere.",
    fix="Set public_network_access='Disabled' and network_access_policy='DenyAll' (or 'AllowPrivate' with"
    " disk_access_id) on the Disk.",
    link="https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview",
    absent="Azure lets a disk be exported over any network, so absent fails.",
    requirements=(),
    controls=(
        cis_azure("8.5"),
        mcsb("NS-2"),
        azure_policy("8405fdab-1faf-48aa-b702-999c9c172094"),
        checkov("CKV_AZURE_251"),
    ),
    check=check,
    remedy={"publicNetworkAccess": "Disabled", "networkAccessPolicy": "DenyAll"},
    passing={
        "no export at all": {"publicNetworkAccess": "Disabled", "networkAccessPolicy": "DenyAll"},
        "export through a private endpoint": {"publicNetworkAccess": "Disabled", "networkAccessPolicy": "AllowPrivate"},
    },
    failing={
        "access is left at Azure's default": {"diskSizeGB": 64},
        "export over any network": {"publicNetworkAccess": "Disabled", "networkAccessPolicy": "AllowAll"},
        "public access is enabled": {"publicNetworkAccess": "Enabled", "networkAccessPolicy": "DenyAll"},
    },
)
