"""Resources as nobody meant them, valid or slightly wrong: from the schemas and the guardrails' examples."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from guardrails.catalog import catalog
from guardrails.examples import Seen, render
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.testing import nested
from guardrails.tokens import ARM_TYPES, GENERIC
from guardrails.values import OUTPUT_SIGNATURE, SECRET_SIGNATURE, SIGNATURE, UNKNOWN, UNKNOWN_SENTINELS, Secret
from hypothesis import strategies as st

from simulator.azure import schema as azure
from simulator.kubernetes import schema as kubernetes
from tests.policypacks.fuzz.paths import at, paths, put, without

MARK = "s3cr3t"
"""In every text that is given as a secret, and in no other."""
BESIDE = frozenset({"identity", "kind", "location", "sku", "tags"})
"""What ARM has beside `properties`."""
DEEPEST = 4
"""Levels of an object that a schema makes; what is deeper is made of one key."""
_ASSET = "c44067f5952c0a294b673a41bacd8c17"
_ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"
_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e"


class Sent(NamedTuple):
    """One resource of a case."""

    token: str
    values: Mapping[str, Any]
    dependencies: Mapping[str, Sequence[str]]


def _deep() -> Any:
    value: Any = {"end": UNKNOWN}
    for _ in range(18):
        value = {"inside": [value]}
    return value


ODD: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**53,
    1.5,
    1e300,
    "",
    " ",
    "text",
    "*",
    "/",
    "10.0.0.0/8",
    "::/0",
    "0.0.0.0/33",
    "٣",
    "İSTANBUL",
    "\u202eevil\x00\x1b[31m",
    "💥" * 50,
    "x" * 20_000,
    "2027-02-30",
    "P1Y2M",
    "1.2.3.4.5",
    "sha256:",
    "[](){}\\?+*",
    [],
    {},
    [None],
    [[[]]],
    [{}],
    {"": {}},
    {"a.b": {"c[0]": None}},
    [{"name": "x"}] * 300,
    {f"key{number}": number for number in range(300)},
    _deep(),
    {SIGNATURE: OUTPUT_SIGNATURE},
    {SIGNATURE: OUTPUT_SIGNATURE, "value": "text", "secret": False, "dependencies": []},
    {SIGNATURE: OUTPUT_SIGNATURE, "value": f"{MARK}-output", "secret": True},
    {SIGNATURE: SECRET_SIGNATURE},
    {SIGNATURE: _ASSET, "text": "content", "hash": "0123"},
    {SIGNATURE: _ARCHIVE, "assets": {"a": {SIGNATURE: _ASSET, "path": "a"}}},
    {SIGNATURE: _REFERENCE, "urn": "urn:pulumi:a::b::c::d", "id": ""},
    {SIGNATURE: "no signature of the protocol"},
    Secret(f"{MARK}-text"),
    Secret({"name": f"{MARK}-name", "value": [f"{MARK}-element"]}),
    Secret([Secret(f"{MARK}-twice"), UNKNOWN]),
    Secret(UNKNOWN),
    *sorted(UNKNOWN_SENTINELS),
)
"""What may stand in the place of any value."""


@cache
def examples() -> dict[str, tuple[Mapping[str, Any], ...]]:
    """Return the properties of all examples by type, also as elements of the lists that may hold them."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for guardrail in catalog():
        if isinstance(guardrail, Guardrail):
            for values in (*guardrail.passing.values(), *guardrail.failing.values()):
                for token, whole in shaped(guardrail, values):
                    found.setdefault(token, []).append(whole)
    return {token: tuple(values) for token, values in sorted(found.items())}


def shaped(guardrail: Guardrail, values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the example by each type that it can stand in, as properties of that type."""
    subject = guardrail.applies_to
    for token in (subject.token, *sorted(subject.also)):
        yield token, values
    for owner, prop in subject.inline.items():
        yield owner, nested(prop, [values])
    for token, path in subject.within.items():
        inner: Any = values
        for part in reversed([one for one in path.replace("[]", ".[]").split(".") if one]):
            inner = [inner] if part == "[]" else {part: inner}
        yield token, inner


@cache
def stacks() -> tuple[tuple[tuple[str, Sent], ...], ...]:
    """Return the resources of each example stack by name, as seen at preview and with ids written by hand."""
    return tuple(
        tuple((one.name, Sent(one.token, one.raw, one.dependencies)) for one in render(example, seen).resources)
        for guardrail in catalog()
        if isinstance(guardrail, StackGuardrail)
        for example in (*guardrail.passing.values(), *guardrail.failing.values())
        for seen in (Seen.PREVIEW, Seen.BY_HAND)
    )


@cache
def vocabulary() -> dict[str, tuple[Any, ...]]:
    """Return what the examples have under each name, so that a made object has values that matter."""
    found: dict[str, list[Any]] = {}

    def learn(value: Any) -> None:
        if isinstance(value, Mapping):
            for key, element in value.items():
                if element not in found.setdefault(key, []):
                    found[key].append(element)
                learn(element)
        elif isinstance(value, list):
            for element in value:
                learn(element)

    for values in examples().values():
        for one in values:
            learn(one)
    return {key: tuple(values) for key, values in found.items()}


@cache
def shapes() -> dict[str, Any]:
    """Return what each type may be given, by its token."""
    found = {token: ("azure", one["inputs"]) for token, one in azure.schema()["resources"].items()}
    for name, kind in kubernetes.schema()["kinds"].items():
        version, _, plain = name.rpartition("/")
        module = version if "/" in version else f"core/{version}"
        found[f"kubernetes:{module}:{plain}"] = ("kubernetes", kubernetes.schema()["types"][kind["type"]])
    judged = {token for one in catalog() for token in one.applies_to.tokens}
    return {token: shape for token, shape in found.items() if token in judged}


@cache
def _tokens(kind: str) -> tuple[str, ...]:
    sources: dict[str, Iterable[str]] = {
        "arm": (one for one in examples() if one in ARM_TYPES),
        "examples": examples(),
        "names": vocabulary(),
        "shapes": shapes(),
    }
    return tuple(sorted(sources[kind]))


@st.composite
def made(draw: st.DrawFn) -> Sent:
    """Return a resource whose properties its schema knows, by chance with values that examples have."""
    token = draw(st.sampled_from(_tokens("shapes")))
    source, shape = shapes()[token]
    return Sent(token, _object(draw, source, shape, 0), {})


def _object(draw: st.DrawFn, source: str, shape: Mapping[str, Any], depth: int) -> dict[str, Any]:
    names = sorted(shape["properties"])
    known = [name for name in names if name in vocabulary()] or names
    chosen = draw(st.lists(st.sampled_from(known), max_size=6 - depth, unique=True)) if known else []
    extra = draw(st.lists(st.sampled_from(names), max_size=1)) if names else []
    return {name: _value(draw, source, shape["properties"][name], name, depth) for name in (*chosen, *extra)}


def _value(draw: st.DrawFn, source: str, shape: Any, name: str, depth: int) -> Any:  # noqa: PLR0911 - one for each shape
    if name in vocabulary() and draw(st.booleans()):
        return draw(st.sampled_from(vocabulary()[name]))
    match shape:
        case str() if shape.startswith("#") and depth < DEEPEST:
            types = (azure if source == "azure" else kubernetes).schema()["types"]
            return _object(draw, source, types[shape[1:]], depth + 1)
        case {"items": item}:
            return [_value(draw, source, item, "", depth + 1) for _ in range(draw(st.integers(0, 2)))]
        case {"values": item}:
            return {draw(st.sampled_from(("app", "name", ""))): _value(draw, source, item, "", depth + 1)}
        case {"enum": values}:
            return draw(st.sampled_from(values))
        case "boolean":
            return draw(st.booleans())
        case "integer" | "number":
            return draw(st.sampled_from((0, 1, 2, 7, 30, 443, 65_536)))
        case "string" | "quantity" | "int-or-string":
            return draw(st.sampled_from(("", "text", "Enabled", "Disabled", "*", "10.0.0.0/8", "100m", "1.33")))
    return draw(st.sampled_from(ODD))


@st.composite
def bent(draw: st.DrawFn) -> Sent:
    """Return a resource of an example, one or two of its values replaced, or its names and texts in other letters."""
    token = draw(st.sampled_from(_tokens("examples")))
    values = draw(st.sampled_from(examples()[token]))
    for _ in range(draw(st.integers(0, 2))):
        values = _bent(draw, values)
    return Sent(_written(draw, token), values, {})


def _bent(draw: st.DrawFn, values: Mapping[str, Any]) -> Mapping[str, Any]:
    places = list(paths(values))
    if not places:
        return {draw(st.sampled_from(_tokens("names"))): draw(st.sampled_from(ODD))}
    path = draw(st.sampled_from(places))
    kind = draw(st.sampled_from(("odd", "odd", "odd", "missing", "unknown", "secret", "letters", "beside")))
    old = at(values, path)
    changed: Mapping[str, Any] = values
    match kind, path[-1]:
        case "missing", _:
            changed = without(values, path)
        case "unknown", _:
            changed = put(values, path, UNKNOWN)
        case "secret", last:
            changed = put(values, path, Secret(f"{MARK}-{last}" if isinstance(old, str) else old))
        case "letters", str() as last:
            changed = put(without(values, path), (*path[:-1], last.upper()), old)
        case "beside", str():
            other = draw(st.sampled_from(_tokens("names")))
            changed = put(values, (*path[:-1], other), draw(st.sampled_from(vocabulary()[other])))
        case _:
            changed = put(values, path, draw(st.sampled_from(ODD)))
    return changed


def _written(draw: st.DrawFn, token: str) -> str:
    """Return the type as some program names it."""
    if not token.startswith("azure-native:") or draw(st.integers(0, 3)):
        return token
    _, module, kind = token.split(":")
    versioned = f"azure-native:{module}/v20250901:{kind}"
    return draw(st.sampled_from((versioned, f"azure-native_{module}_v20250901:{module}:{kind}")))


@st.composite
def generic(draw: st.DrawFn) -> Sent:
    """Return what is made through the generic resource, whose envelope may be anything."""
    token = draw(st.sampled_from(_tokens("arm")))
    namespace, *kinds = ARM_TYPES[token].split("/")
    example = draw(st.sampled_from(examples()[token]))
    values: Mapping[str, Any] = {
        **{key: value for key, value in example.items() if key in BESIDE},
        "resourceProviderNamespace": namespace,
        "resourceType": kinds[-1],
        "parentResourcePath": "/".join(f"{kind}/owner" for kind in kinds[:-1]),
        "apiVersion": "2024-11-01",
        "properties": {key: value for key, value in example.items() if key not in BESIDE},
    }
    return Sent(GENERIC, _bent(draw, values) if draw(st.booleans()) else values, {})
