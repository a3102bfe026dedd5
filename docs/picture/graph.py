"""The resources of a previewed stack, and what each was made from."""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pulumi.runtime.rpc import UNKNOWN

PULUMI_TYPES = ("pulumi:", "hardened-aks:")
"""Types that are no cloud resources: the stack, providers, components."""


@dataclass(frozen=True)
class Resource:
    """One resource as the engine tells policy packs about it."""

    urn: str
    kind: str
    """Its type without package and version, such as network:Subnet."""
    name: str
    """Its name in the program."""
    parent: str
    properties: Mapping[str, Any]
    sources: Mapping[str, tuple[str, ...]]
    """By property: the URNs of the resources that its value comes from."""

    @property
    def token(self) -> str:
        """Its type in full, such as azure-native:network:Subnet."""
        return self.urn.split("::")[2].split("$")[-1]

    def known(self, path: str, default: Any = None) -> Any:
        """Return a property by its dotted path, or the default where it is missing or known only after an update."""
        value: Any = self.properties
        for part in path.split("."):
            value = value[int(part)] if isinstance(value, list) else value.get(part) if value else None
            if value in (None, UNKNOWN):
                return default
        return value


@dataclass(frozen=True)
class Graph:
    """The resources of one preview."""

    resources: tuple[Resource, ...]

    @classmethod
    def recorded(cls, file: Path) -> "Graph":
        """Read what was recorded of a preview: lines of [kind, request], the last request about the whole stack.

        What the program has set is in the requests about single resources: a template is no output of its deployment.
        """
        lines = [json.loads(line) for line in gzip.decompress(file.read_bytes()).decode().splitlines()]
        (stack,) = [request for kind, request in lines if kind == "stack"]
        given = {request["urn"]: request.get("properties", {}) for kind, request in lines if kind == "resource"}
        return cls.of_requests(
            {**one, "properties": {**one.get("properties", {}), **given.get(one["urn"], {})}}
            for one in stack["resources"]
        )

    @classmethod
    def of_requests(cls, resources: Iterable[Mapping[str, Any]]) -> "Graph":
        """Read the resources of a request about the whole stack, in the form of JSON."""
        return cls(
            tuple(
                Resource(
                    urn=one["urn"],
                    kind=one["type"].partition(":")[2],
                    name=one["name"],
                    parent=one.get("parent", ""),
                    properties=one.get("properties", {}),
                    sources={
                        name: tuple(source.get("urns", ()))
                        for name, source in one.get("propertyDependencies", {}).items()
                    },
                )
                for one in resources
            )
        )

    @cached_property
    def by_urn(self) -> dict[str, Resource]:
        """All resources, components included, by URN."""
        return {one.urn: one for one in self.resources}

    @cached_property
    def cloud(self) -> tuple[Resource, ...]:
        """What is made in Azure or in a cluster, without components, providers and the stack itself."""
        return tuple(one for one in self.resources if not one.token.startswith(PULUMI_TYPES))

    @cached_property
    def stamps(self) -> tuple[str, ...]:
        """What the names of each stamp's resources begin with: nothing for the first, then such as `neu-`."""
        found = [one.name.removesuffix("stamp") for one in self.resources if one.kind == "index:Stamp"]
        return tuple(sorted(found, key=lambda prefix: (len(prefix), prefix)))

    def stamp(self, resource: Resource) -> str | None:
        """Return the stamp that a resource is part of, None where all share it."""
        for kind in ("Stamp", "Site", "Tenants"):
            if part := self.component(resource, kind):
                return part.name.removesuffix(kind.lower())
        return None

    def at(self, stamp: str) -> "Graph":
        """Return what there is for one stamp: its own resources, and those that all share."""
        return Graph(tuple(one for one in self.resources if self.stamp(one) in (stamp, None)))

    def plain(self, resource: Resource) -> str:
        """Return the name of a resource, which is the same in every stamp."""
        return resource.name.removeprefix(self.stamp(resource) or "")

    def of(self, *kinds: str) -> list[Resource]:
        """Return the resources of some types, in the order of their URNs."""
        return [one for one in self.cloud if one.kind in kinds]

    def sources(self, resource: Resource, name: str, *kinds: str) -> list[Resource]:
        """Return what a property's value comes from, of some types or of all, in the order of their URNs."""
        found = [self.by_urn[urn] for urn in sorted(resource.sources.get(name, ())) if urn in self.by_urn]
        return [one for one in found if not kinds or one.kind in kinds]

    def users(self, source: Resource, kinds: Iterable[str], name: str = "") -> list[Resource]:
        """Return the resources of some types that have a property, or the named one, from a resource."""
        return [
            one
            for one in self.of(*kinds)
            if any(source.urn in urns for key, urns in one.sources.items() if name in ("", key))
        ]

    def component(self, resource: Resource, kind: str) -> Resource | None:
        """Return the nearest component of a type that a resource is part of."""
        above = self.by_urn.get(resource.parent)
        while above is not None and above.kind != f"index:{kind}":
            above = self.by_urn.get(above.parent)
        return above
