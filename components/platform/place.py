"""Where a part of the platform stands: what is said once instead of to every component."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions, ResourceTransformationArgs
from pulumi import ResourceTransformationResult as Transformed
from pulumi_azure_native import resources

from components.settings.stack import Settings
from components.settings.stamps import StampPlan


class Named(TypedDict):
    """What everything with a composed name is told."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """The platform's resource group."""
    tags: Mapping[str, str]
    """Tags of everything that takes tags."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """The stack's decisions, the stamp that something is part of, and the group and tenant that all of it is in."""

    settings: Settings
    stamp: StampPlan
    group: resources.ResourceGroup
    subscription_id: Output[str]
    tenant_id: Output[str]
    caller_id: Output[str]
    """Object id of who runs the program."""
    parent: ComponentResource

    @property
    def named(self) -> Named:
        """What everything with a composed name is told."""
        return {"stem": self.stamp.stem, "resource_group_name": self.group.name, "tags": self.settings.all_tags}

    @property
    def deployer_id(self) -> Input[str]:
        """Object id of who deploys: a pipeline plans as another identity, which must be granted nothing."""
        github = self.settings.identity.github
        return str(github.deployer_id) if github else self.caller_id

    def name(self, part: str) -> str:
        """Return the name of a part in the stack, unlike that of the same part of another stamp."""
        return f"{self.stamp.prefix}{part}"

    def at(self, stamp: StampPlan) -> "Place":
        """Return the place of another stamp."""
        return replace(self, stamp=stamp)

    @property
    def options(self) -> ResourceOptions:
        """Options of the stamp's parts: everything below them is in the stamp's region."""
        if self.stamp.location == self.settings.location:
            return ResourceOptions(parent=self.parent)  # the provider's own default
        return ResourceOptions(parent=self.parent, transformations=[self._located])

    def _located(self, made: ResourceTransformationArgs) -> Transformed | None:
        inputs = (
            getattr(sys.modules[kind.__module__], f"{kind.__name__}Args", None) for kind in type(made.resource).__mro__
        )
        if not any(hasattr(one, "location") for one in inputs) or made.props.get("location") is not None:
            return None
        return Transformed({**made.props, "location": self.stamp.location}, made.opts)
