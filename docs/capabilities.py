"""What the stack can be asked for: the table of capabilities, looked up in the code."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "docs" / "data" / "capabilities.yaml"
_STATES = {"always": "on", "switch": "switch", "out": "out"}


@dataclass(frozen=True)
class Capability:
    """One row of the table."""

    area: str
    what: str
    state: str
    """on, switch or out."""
    components: tuple[str, ...] = ()
    """How their paths end below components/, or paths from the root."""
    test: str = ""
    """Name of a test function."""
    key: str = ""
    """Setting that decides it, maybe with the value that switches it on."""
    reason: str = ""
    """Why it is left out."""
    controls: tuple[str, ...] = field(default=())
    """Requirements that it meets."""


class UnknownPlaceError(ValueError):
    """The table names a component or a test that is not there, or that is there twice."""


@cache
def capabilities() -> tuple[Capability, ...]:
    """Return the rows in the order of the file.

    Raises:
        UnknownPlaceError: a row has none or several of always, switch and out.

    """
    areas: Mapping[str, Sequence[Mapping[str, str]]] = yaml.safe_load(DATA.read_text("utf-8"))
    return tuple(_capability(area, row) for area, rows in areas.items() for row in rows)


def _capability(area: str, row: Mapping[str, str]) -> Capability:
    try:
        (state,) = _STATES.keys() & row.keys()
    except ValueError:
        raise UnknownPlaceError(f"{row['what']!r}: write one of {', '.join(_STATES)}") from None
    known = {"what", state, "key", "test", "controls"}
    if unknown := row.keys() - known:
        raise UnknownPlaceError(f"{row['what']!r} has {', '.join(unknown)}; a row has {', '.join(sorted(known))}")
    return Capability(
        area=area,
        what=row["what"],
        state=_STATES[state],
        components=() if state == "out" else tuple(row[state].split()),
        test=row.get("test", ""),
        key=row.get("key", ""),
        reason=row["out"] if state == "out" else "",
        controls=tuple(row.get("controls", ())),
    )


def component(name: str) -> Path:
    """Return a component's file, relative to the root.

    Raises:
        UnknownPlaceError: there is none, or more than one.

    """
    if name.endswith(".py"):
        found = [ROOT / name]
    else:
        found = [
            path for path in (ROOT / "components").rglob("*.py") if f"/{path.with_suffix('')}".endswith(f"/{name}")
        ]
    if len(found) != 1 or not found[0].is_file():
        raise UnknownPlaceError(f"component {name!r}: one file must have this name, not {len(found)}; give its path")
    return found[0].relative_to(ROOT)


@cache
def _tests() -> Mapping[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(file.relative_to(ROOT))
    return found


def test_file(name: str) -> Path:
    """Return the file with a test function, relative to the root.

    Raises:
        UnknownPlaceError: there is none, or more than one.

    """
    found = _tests().get(name, [])
    if len(found) != 1:
        raise UnknownPlaceError(f"test {name!r}: one file must have it, not {len(found)}")
    return found[0]


def component_links(one: Capability) -> str:
    """Return a row's components, each leading to its file, for documents in docs/."""
    return ", ".join(f"[{path.stem}](../{path})" for path in map(component, one.components))


def test_link(one: Capability) -> str:
    """Return a row's test, leading to its file, for documents in docs/."""
    path = test_file(one.test)
    return f"[{path.name}](../{path})::{one.test}"


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    rows = capabilities()
    states = Counter(one.state for one in rows)
    yield from ("# Capabilities: what the stack has, and what it leaves out", "")
    yield (
        f"{len(rows)} capabilities: {states['on']} are on, {states['switch']} are one switch away, {states['out']} are "
        "left out, each with its"
    )
    yield "reason. Switches are settings of `Pulumi.<stack>.yaml`, described in [Pulumi.yaml](../Pulumi.yaml)."
    for area in dict.fromkeys(one.area for one in rows):
        yield from (
            "",
            f"## {area}",
            "",
            "| capability | state | setting | component | test |",
            "|---|---|---|---|---|",
        )
        for one in rows:
            if one.area == area and one.state != "out":
                setting = f"`{one.key}`" if one.key else "-"
                yield f"| {one.what} | {one.state} | {setting} | {component_links(one)} | {test_link(one)} |"
        out = [one for one in rows if one.area == area and one.state == "out"]
        if out:
            yield from ("", "| left out | why |", "|---|---|")
            yield from (f"| {one.what} | {one.reason} |" for one in out)
