"""What a virtual machine size says about itself by its name.

Naming: https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions
"""

import re
from dataclasses import dataclass

OS_DISK_GB = 128
"""Size of every node's operating-system disk, in GB."""

PATTERN = re.compile(
    r"Standard_(?P<family>[A-Z]{1,2})(?P<vcpus>\d+)(?P<features>[a-z]*)(?:_[A-Z][A-Za-z0-9]*)?_v(?P<version>\d+)"
)
"""The parts of a size's name."""
_TEMPORARY_GB_PER_VCPU = 37.5
_TEMPORARY_DISK_FAMILIES = frozenset({"D", "E"})
_TEMPORARY_DISK_VERSIONS = frozenset({4, 5})


@dataclass(frozen=True)
class VmSize:
    """A size's family, number of virtual CPUs, feature letters and version."""

    family: str
    vcpus: int
    features: str
    version: int

    @property
    def burstable(self) -> bool:
        """Whether its CPU is rationed, as in the B series."""
        return self.family == "B"

    @property
    def arm64(self) -> bool:
        """Whether it has an Arm processor, for which there is no trusted launch on AKS."""
        return "p" in self.features

    @property
    def premium_storage(self) -> bool:
        """Whether it takes premium disks."""
        return "s" in self.features

    @property
    def holds_os_disk(self) -> bool:
        """Whether its temporary disk holds an ephemeral operating-system disk of `OS_DISK_GB`.

        True only for the D and E series of versions 4 and 5 with a local disk, 37.5 GB for each virtual CPU:
        https://learn.microsoft.com/azure/virtual-machines/sizes/general-purpose/ddsv5-series
        """
        return (
            self.family in _TEMPORARY_DISK_FAMILIES
            and self.version in _TEMPORARY_DISK_VERSIONS
            and "d" in self.features
            and self.vcpus * _TEMPORARY_GB_PER_VCPU >= OS_DISK_GB
        )


def parse(name: str) -> VmSize:
    """Read a size such as `Standard_D4ds_v5`.

    Raises:
        ValueError: the name is not of that form.

    """
    match = PATTERN.fullmatch(name)
    if not match:
        raise ValueError(f"{name!r} is not a size of the form Standard_D4ds_v5")
    return VmSize(match["family"], int(match["vcpus"]), match["features"], int(match["version"]))
