"""Cross-resource reading: which resources there are, and which property of one points at another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guardrails.generic import owner_of, resolve, resolve_dependencies
from guardrails.props import Props, Undecided
from guardrails.subjects import Subject
from guardrails.tokens import ARM_TYPES
from guardrails.values import Secret, Unknown, secret_texts


class Resource(Props):
    """One resource of the stack, or an element of a list on it, with the references its properties carry."""

    __slots__ = ("dependencies", "name", "token", "urn")

    def __init__(  # noqa: PLR0913, PLR0917 - what the engine tells of a resource
        self,
        urn: str,
        name: str,
        token: str,
        values: Mapping[str, Any],
        dependencies: Mapping[str, Sequence[str]],
        path: str = "",
    ) -> None:
        super().__init__(values, path)
        self.urn = urn
        self.name = name
        self.token = token
        self.dependencies = dependencies

    def points_at(self, prop: str, target: "Resource") -> bool:
        """Tell whether the property was given an output of `target`, or holds its ARM id, name or principal.

        At preview ids are unknown, so the engine's property dependencies decide; those written by hand are compared.

        Raises:
            Undecided: when the value is unknown and nothing says where it comes from.

        """
        given = self.dependencies.get(_top(self.path, prop), ())
        if target.urn in given:
            return True
        texts, unknown = [], False
        for leaf in _leaves(self._resolve(prop)):
            unknown = unknown or isinstance(leaf, Unknown)
            texts += [leaf] if isinstance(leaf, str) else []
        if any(_denotes(text, target, by_name=prop.endswith("Name")) for text in texts):
            return True
        if unknown and not given:
            raise Undecided(self._full(prop))
        return False

    def listed(self, prop: str, token: str) -> "Iterator[Resource | Undecided]":
        """Yield what the list at `prop` holds as resources of the type `token`, and what of it is unknown."""
        elements = self._resolve(prop)
        if isinstance(elements, Unknown):
            yield Undecided(self._full(prop))
        for index, element in enumerate(elements if isinstance(elements, list) else ()):
            try:
                one = self._element(prop, index, element)
            except Undecided as undecided:
                yield undecided
            else:
                if isinstance(one, Props):
                    yield Resource(self.urn, self.name, token, one.raw, self.dependencies, one.path)

    def written(self, prop: str) -> str:
        """Return the text that the program wrote itself; "" where it is an output of other resources.

        Raises:
            Undecided: when the value is unknown and nothing says where it comes from.

        """
        try:
            return self.text(prop)
        except Undecided:
            if not self.dependencies.get(_top(self.path, prop)):
                raise
            return ""


class Stack:
    """All resources of one deployment, and those of the state before it, as far as they are known."""

    def __init__(self, resources: Sequence[Resource], previous: Sequence[Resource] = ()) -> None:
        self.resources = tuple(resources)
        self.previous = tuple(previous)
        self._secrets: list[str] | None = None
        self._by_token: dict[str, list[Resource]] = {}
        for resource in resources:
            self._by_token.setdefault(resource.token, []).append(resource)

    def secrets(self) -> list[str]:
        """Return every text that is a secret of one of the resources: what is said of one may name another."""
        if self._secrets is None:
            self._secrets = [text for one in (*self.resources, *self.previous) for text in secret_texts(one.raw)]
        return self._secrets

    def all(self, subject: Subject) -> Iterator[Resource]:
        """Yield every resource, and every inline element, that is the subject.

        Raises:
            Undecided: at the end, when a list that may hold more of them, or an element of it, is unknown.

        """
        unknown: Undecided | None = None
        for token in (subject.token, *sorted(subject.also)):
            yield from self._by_token.get(token, ())
        for owner_token, prop in subject.inline.items():
            for owner in self._by_token.get(owner_token, ()):
                for one in owner.listed(prop, subject.listed_in(owner_token)):
                    if isinstance(one, Undecided):
                        unknown = unknown or one
                    else:
                        yield one
        if unknown:
            raise unknown

    def before(self, subject: Subject) -> Iterator[Resource]:
        """Yield every resource of the previous state that is the subject, as a resource of its own."""
        return (one for one in self.previous if one.token in {subject.token, *subject.also})

    def successor(self, previous: Resource) -> Resource | None:
        """Return what has become of a resource of the previous state; none when it is gone."""
        return next((one for one in self.resources if one.urn == previous.urn), None)


@dataclass(frozen=True)
class Record:
    """One resource as the engine tells of it."""

    urn: str
    name: str
    token: str
    properties: Mapping[str, Any]
    dependencies: Mapping[str, Sequence[str]]
    """Property -> URNs of the resources whose outputs it was given."""


def build(records: Sequence[Record], previous: Sequence[Record] = ()) -> Stack:
    """Return the stack that the records make, every type under its one name."""
    return Stack([_resource(one) for one in records], [_resource(one) for one in previous])


def _resource(record: Record) -> Resource:
    token, values = resolve(record.token, record.properties)
    dependencies = resolve_dependencies(record.token, record.properties, record.dependencies)
    return Resource(record.urn, record.name, token, values, dependencies)


def _top(path: str, prop: str) -> str:
    """Return the property of the resource itself that holds `prop` of the element at `path`."""
    return f"{path}.{prop}".lstrip(".").split(".")[0].split("[")[0]


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, Secret):
        yield from _leaves(value.value)
    elif isinstance(value, Mapping):
        for key, element in value.items():
            yield key  # maps may be keyed by id, as userAssignedIdentities is
            yield from _leaves(element)
    elif isinstance(value, list):
        for element in value:
            yield from _leaves(element)
    else:
        yield value


def _denotes(text: str, target: Resource, *, by_name: bool) -> bool:
    """Compare an ARM id, or that of something below it, by type, name, owner and group (ARM ids ignore case)."""
    arm_type, name = ARM_TYPES.get(target.token), _arm_name(target)
    if text in (target.raw.get("principalId"), target.raw.get("clientId")):
        return True
    if arm_type is None or name is None:
        return False
    if by_name:
        return text.lower() == name.lower()
    namespace, kind = arm_type.split("/")[0], arm_type.split("/")[-1]
    if kind == "resourceGroups":  # its id names no provider, and what is below it is not meant
        return text.rstrip("/").lower().endswith(f"/resourcegroups/{name}".lower())
    group = target.raw.get("resourceGroupName")
    owners, prop = owner_of(target.token)
    owner = target.raw.get(prop)
    parts = [f"/{namespace}/", f"/{kind}/{name}/"]
    parts += [f"/resourcegroups/{group}/"] if isinstance(group, str) else []
    parts += [f"/{owners}/{owner}/"] if isinstance(owner, str) else []
    return all(part.lower() in f"{text}/".lower() for part in parts)


def _arm_name(resource: Resource) -> str | None:
    """Return the name in Azure: of `PublicIPAddress` the property `publicIpAddressName`, whatever its case."""
    own = f"{resource.token.split(':')[-1]}Name".lower()
    for prop in ("name", *(key for key in resource.raw if key.lower() == own), "resourceName", "policyName"):
        value = resource.raw.get(prop)
        if isinstance(value, str):
            return value
    return None
