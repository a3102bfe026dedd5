"""The nodes a stack's cluster has: how many, which machines, and what for."""

from typing import Annotated

from pydantic import AfterValidator, Field

from components.cluster.node_hardening import NodePoolSize, PoolProfile
from components.settings.checks import usable_size
from components.settings.section import Section, Word

Taint = Annotated[str, Field(pattern=r"^[^=:\s]+=[^=:\s]*:(NoSchedule|PreferNoSchedule|NoExecute)$")]
VmSizeName = Annotated[str, AfterValidator(usable_size)]


class SystemPool(Section):
    """The nodes of the cluster's own add-ons; in another name the cluster takes over a pool that it has already."""

    name: Word = "system"
    vm_size: VmSizeName
    min_count: Annotated[int, Field(ge=3, le=1000)]
    max_count: Annotated[int, Field(ge=3, le=1000)]

    @property
    def size(self) -> NodePoolSize:
        """The pool as the cluster takes it; only what tolerates the taint runs there."""
        return {
            "name": self.name,
            "vm_size": self.vm_size,
            "min_count": self.min_count,
            "max_count": self.max_count,
            "taints": ["CriticalAddonsOnly=true:NoSchedule"],
            "profile": PoolProfile.STANDARD,
        }


class UserPool(Section):
    """The nodes of some workloads."""

    name: Word
    vm_size: VmSizeName
    min_count: Annotated[int, Field(ge=1, le=1000)]
    max_count: Annotated[int, Field(ge=1, le=1000)]
    taints: Annotated[list[Taint], Field(default_factory=list)]
    profile: PoolProfile = PoolProfile.STANDARD

    @property
    def size(self) -> NodePoolSize:
        """The pool as a node pool takes it."""
        return {
            "name": self.name,
            "vm_size": self.vm_size,
            "min_count": self.min_count,
            "max_count": self.max_count,
            "taints": self.taints,
            "profile": self.profile,
        }
