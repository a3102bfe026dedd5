"""What cannot be made again is not deleted by one command, whoever gives it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import authorization


class LocksArgs(TypedDict):
    """What the locks need from their caller."""

    scopes: Mapping[str, Input[str]]
    """ARM ids of what is kept, by what it is called in the stack."""


class Locks(ComponentResource):
    """Locks against deletion of data.

    Never on a resource group: the cluster could not remove nodes any more. A lock also holds for role assignments and
    diagnostic settings of what it keeps, so pass all that has any in `depends_on`: the locks then go first.
    """

    def __init__(self, name: str, args: LocksArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Locks", name, {**args}, opts)
        for role, scope in args["scopes"].items():
            authorization.ManagementLockByScope(
                f"{name}-{role}",
                lock_name="keep",
                scope=scope,
                level=authorization.LockLevel.CAN_NOT_DELETE,
                notes="Set lockData to false and update the stack before you delete this.",
                # Components do not hand this down to their children.
                opts=ResourceOptions(parent=self, depends_on=opts.depends_on if opts else None),
            )
        self.register_outputs({})
