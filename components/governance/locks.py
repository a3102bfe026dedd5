"""What cannot be made again is not deleted by one command, whoever gives it."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from pulumi import ComponentResource, Input, Resource, ResourceOptions
from pulumi_azure_native import authorization

DependsOn = Input[Sequence[Input[Resource]] | Resource] | None


class LocksArgs(TypedDict):
    """What the locks need from their caller."""

    scopes: Mapping[str, Input[str]]
    """ARM ids of what is kept, by what it is called in the stack; at least one."""


class Locks(ComponentResource):
    """Locks against deletion of data.

    Never on a resource group: the cluster could not remove nodes any more. A lock also keeps whatever lies on what it
    keeps, such as role assignments, diagnostic settings, scope maps. So pass the parent of everything in `depends_on`:
    the locks then come last, and go first.
    """

    def __init__(self, name: str, args: LocksArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Locks", name, {**args}, opts)
        # Components do not hand this down to their children. The first lock waits for everything, the others for it.
        first, *others = args["scopes"]
        lock = self._lock(name, first, args["scopes"][first], opts.depends_on if opts else None)
        for role in others:
            self._lock(name, role, args["scopes"][role], lock)
        self.register_outputs({})

    def _lock(self, name: str, role: str, scope: Input[str], after: DependsOn) -> Resource:
        return authorization.ManagementLockByScope(
            f"{name}-{role}",
            lock_name="keep",
            scope=scope,
            level=authorization.LockLevel.CAN_NOT_DELETE,
            notes="Set lockData to false and update the stack before you delete this.",
            opts=ResourceOptions(parent=self, depends_on=after),
        )
