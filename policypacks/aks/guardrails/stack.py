"""Cross-resource reading: which resources there are, and which property of one points at another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from guardrails.generic import resolve, resolve_dependencies
from guardrails.pointers import Pointers, Targets
from guardrails.props import Props, Undecided, select, sift
from guardrails.references import denotes, denotes_itself, texts_in, unknown_parts
from guardrails.subjects import Subject
from guardrails.templates import OF_SUBSCRIPTION, made_for_subscription, template_of
from guardrails.values import Unknown, secret_texts


class Resource(Props):
    """One resource of the stack, or an element of a list on it, with the references its properties carry."""

    __slots__ = ("_open", "_others", "dependencies", "name", "token", "urn")

    def __init__(  # noqa: PLR0913, PLR0917 - what the engine tells of a resource
        self,
        urn: str,
        name: str,
        token: str,
        values: Mapping[str, Any],
        dependencies: Mapping[str, Sequence[str]],
        path: str = "",
        others: "Mapping[str, Resource] | None" = None,
    ) -> None:
        super().__init__(values, path)
        self.urn = urn
        self.name = name
        self.token = token
        self.dependencies = dependencies
        self._others = {} if others is None else others  # filled while the stack is built
        self._open: dict[str, bool] = {}

    def points_at(self, prop: str, target: "Resource") -> bool:
        """Tell whether the property was given an output of `target`, or holds its ARM id, name or principal.

        At preview ids are unknown, so the engine's property dependencies decide; those written by hand are compared.

        Raises:
            Undecided: when a part of the value, or what its text may denote, is unknown and nothing says which it is.

        """
        if target.urn in self.sources(prop):
            return True
        texts = texts_in(self._resolve(prop))
        if select(texts, lambda text: denotes(text, target.token, target.raw, by_name=prop.endswith("Name"))):
            return True
        if self.is_open(prop):
            raise Undecided(self._full(prop))
        return False

    def is_open(self, prop: str) -> bool:
        """Tell whether a part of the value is unknown and may come from anywhere.

        The engine tells the sources of a property of the resource as a whole. Each explains one unknown part, unless
        a text beside it denotes the source already, or the source does not denote itself: a command's answer may be any
        id, and so may a template's output.
        """
        if prop not in self._open:  # asked once for every resource that it may point at
            self._open[prop] = bool(unknown_parts(self._resolve(prop))) and self._is_unexplained(prop)
        return self._open[prop]

    def _is_unexplained(self, prop: str) -> bool:
        whole = self._resolve(prop if self.path else _top(prop))
        texts = list(texts_in(whole))
        explaining = [urn for urn in self.sources(prop) if denotes_itself(urn) and not self._is_denoted(urn, texts)]
        return unknown_parts(whole) > len(explaining)

    def sources(self, prop: str) -> Sequence[str]:
        """Return the URNs of the resources whose outputs the property was given."""
        return self.dependencies.get(_top(self.path or prop), ())

    def texts_at(self, prop: str) -> Iterator[str]:
        """Yield every text in the property's value."""
        return texts_in(self._resolve(prop))

    def _is_denoted(self, urn: str, texts: Sequence[str]) -> bool:
        one = self._others.get(urn)
        return one is not None and bool(sift(texts, lambda text: denotes(text, one.token, one.raw, by_name=False))[0])

    def only_source(self, prop: str) -> "Resource | None":
        """Return the resource whose output the unknown value of the property is, None where that is not certain."""
        whole = self._resolve(prop if self.path else _top(prop))
        sources = self.sources(prop)
        return self._others.get(sources[0]) if len(sources) == 1 and unknown_parts(whole) == 1 else None

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
                    yield Resource(self.urn, self.name, token, one.raw, self.dependencies, one.path, self._others)

    def deployed(self, token: str) -> "Iterator[Resource | Undecided]":
        """Yield what a template in it makes of the type `token`, as `listed` does: under the template's own URN."""
        for kind, values in made_for_subscription(self.token, self.raw):
            if kind == token and values is None:
                yield Undecided("properties.template")
            elif kind == token and values is not None:
                yield Resource(self.urn, self.name, token, values, {}, others=self._others)

    def written(self, prop: str) -> str:
        """Return the text that the program wrote itself; "" where it is an output of other resources.

        Raises:
            Undecided: when the value is unknown and nothing says where it comes from.

        """
        try:
            return self.text(prop)
        except Undecided:
            if self.is_open(prop):
                raise
            return ""


class Stack:
    """All resources of one deployment, and those of the state before it, as far as they are known."""

    def __init__(self, resources: Sequence[Resource], previous: Sequence[Resource] = ()) -> None:
        self.resources = tuple(resources)
        self.previous = tuple(previous)
        self._secrets: list[str] | None = None
        self._by_token: dict[str, list[Resource]] = {}
        self._found: dict[Subject, tuple[list[Resource], Undecided | None]] = {}
        self._pointers: dict[tuple[Subject, str], Pointers] = {}
        self._targets: dict[Subject, Targets] = {}
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
        found, unknown = self._all(subject)
        yield from found
        if unknown:
            raise unknown

    def pointing(self, subject: Subject, target: Resource, *props: str) -> Iterator[Resource]:
        """Yield every resource of the subject that may point at `target` with one of the properties, or is its owner.

        What is left out certainly does not. Raises as `all`.
        """
        found, unknown = self._all(subject)
        places: set[int] = set()
        for prop in props:
            if (subject, prop) not in self._pointers:
                self._pointers[subject, prop] = Pointers(found, prop)
            places |= self._pointers[subject, prop].at(target)
        yield from (found[place] for place in sorted(places))
        if unknown:
            raise unknown

    def pointed_at(self, subject: Subject, one: Resource, prop: str) -> Iterator[Resource]:
        """Yield every resource of the subject that the property may point at; the counterpart of `pointing`."""
        found, unknown = self._all(subject)
        if subject not in self._targets:
            self._targets[subject] = Targets(found)
        yield from (found[place] for place in sorted(self._targets[subject].of(one, prop)))
        if unknown:
            raise unknown

    def _all(self, subject: Subject) -> tuple[list[Resource], Undecided | None]:
        if subject not in self._found:
            self._found[subject] = self._find(subject)
        return self._found[subject]

    def _find(self, subject: Subject) -> tuple[list[Resource], Undecided | None]:
        found = [one for token in (subject.token, *sorted(subject.also)) for one in self._by_token.get(token, ())]
        unknown: Undecided | None = None
        for owner_token, prop in subject.inline.items():
            for owner in self._by_token.get(owner_token, ()):
                for one in owner.listed(prop, subject.listed_in(owner_token)):
                    if isinstance(one, Undecided):
                        unknown = unknown or one
                    else:
                        found.append(one)
        if subject.token in OF_SUBSCRIPTION and any(
            sets_up_a_subscription(one.token, one.raw) for one in self.resources
        ):
            for one in (one for carrier in self.resources for one in carrier.deployed(subject.token)):
                if isinstance(one, Undecided):
                    unknown = unknown or one
                else:
                    found.append(one)
        return found, unknown

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
    after: Sequence[str] = ()
    """URNs of all that it waits for, whatever the reason."""


def sets_up_a_subscription(token: str, values: Mapping[str, Any]) -> bool:
    """Tell whether the resource, or what its template makes, is of a type that a subscription's belong together of.

    A template that lies elsewhere may be about anything; one that the update tells may be about this.
    """
    return token in OF_SUBSCRIPTION or any(
        made is not None or unknown_parts(template_of(values)) for _, made in made_for_subscription(token, values)
    )


def build(records: Sequence[Record], previous: Sequence[Record] = ()) -> Stack:
    """Return the stack that the records make, every type under its one name."""
    return Stack(_resources(records), _resources(previous))


def _resources(records: Sequence[Record]) -> list[Resource]:
    found: dict[str, Resource] = {}
    for record in records:
        token, values = resolve(record.token, record.properties)
        dependencies = resolve_dependencies(record.token, record.properties, record.dependencies)
        found[record.urn] = Resource(record.urn, record.name, token, values, dependencies, others=found)
    return list(found.values())


def _top(path: str) -> str:
    """Return the property of the resource itself on the way to `path`."""
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
