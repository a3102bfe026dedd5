"""Volumes must come from the drivers that AKS maintains."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER

_DRIVERS = ("diskCSIDriver", "fileCSIDriver", "snapshotController")


def check(cluster: Props) -> Problems:
    """The driver for blobs is another matter: it is off by default, and needed by few."""
    for name in _DRIVERS:
        yield from decided(must_be(f"storageProfile.{name}.enabled", expected=True, absent=True), cluster)


GUARDRAIL = Guardrail(
    title="The drivers for disks, files and snapshots are on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Without them pods fall back to volumes on the node, which are neither encrypted with your key nor backed up.",
    fix="Leave disk_csi_driver, file_csi_driver and snapshot_controller unset in storage_profile, or enabled=True.",
    link="https://learn.microsoft.com/azure/aks/csi-storage-drivers",
    absent="Azure turns all three on, so absent passes.",
    requirements=(),
    controls=(azure_policy("c5110b6e-5272-4989-9935-59ad06fdf341"),),
    check=check,
    remedy={f"storageProfile.{name}.enabled": True for name in _DRIVERS},
    passing={
        "they are on": {
            "storageProfile": {
                "diskCSIDriver": {"enabled": True},
                "fileCSIDriver": {"enabled": True},
                "snapshotController": {"enabled": True},
            }
        },
        "they are left at Azure's default": {},
    },
    failing={
        "disks are off": {"storageProfile": {"diskCSIDriver": {"enabled": False}}},
        "files are off": {"storageProfile": {"fileCSIDriver": {"enabled": False}}},
        "snapshots are off": {"storageProfile": {"snapshotController": {"enabled": False}}},
    },
)
