"""The picture of a stack as SVG, each resource coloured and marked by verdict; a page gives the colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from guardrails.report.layout import Chip, Layout, Network, Panel, lay_out
from guardrails.report.model import Result, Verdict
from guardrails.report.svg import legal, numbers, rect, short, text

MARKS: Final = {
    Verdict.FAILED: "\N{MULTIPLICATION X}",
    Verdict.ADVISED: "!",
    Verdict.EXEMPTED: "\N{WHITE FLAG}",
    Verdict.UNDECIDED: "?",
    Verdict.PASSED: "\N{CHECK MARK}",
}
"""For those who do not see colours."""

_COLUMNS, _COLUMN, _GAP = 4, 274, 18
_PAD, _HEAD = 12, 34
_CHIP, _BETWEEN = 40, 6
_LONGEST, _LONGEST_KIND = 27, 34


@dataclass
class _Canvas:
    frames: ET.Element
    """Behind the arrows."""
    arrows: ET.Element
    heads: ET.Element
    """Before them."""
    chips: ET.Element
    places: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    """URN -> left, right and middle of its chip."""


def draw(result: Result) -> str:
    """Return the picture, empty where there is nothing in a cloud."""
    layout = lay_out(result)
    if not (layout.networks or layout.services):
        return ""
    width = _COLUMNS * _COLUMN + (_COLUMNS - 1) * _GAP
    root = ET.Element("svg", {"class": "picture", "role": "img", "aria-label": "Architecture of the stack"})
    frames, arrows, heads, chips = (ET.SubElement(root, "g") for _ in range(4))
    canvas = _Canvas(frames, arrows, heads, chips)
    heights = [0.0] * _COLUMNS
    for network in layout.networks:
        top = max(heights[:2])
        heights[0] = heights[1] = _network(canvas, network, top) + _GAP
    for panel in layout.services:
        column = heights.index(min(heights))
        bottom = _panel(canvas, panel, "panel", column * (_COLUMN + _GAP), heights[column], _COLUMN)
        heights[column] = bottom + _GAP
    _arrows(canvas, layout)
    root.set("viewBox", f"-4 -4 {width + 8} {max(heights):g}")
    return ET.tostring(root, encoding="unicode")


def _network(canvas: _Canvas, network: Network, top: float) -> float:
    inner = (2 * _COLUMN + _GAP - 3 * _PAD) / 2
    ends = [top + _HEAD, top + _HEAD]
    places: list[tuple[Panel, int, float]] = []
    for subnet in sorted(network.subnets, key=lambda one: -len(one.chips)):
        side = ends.index(min(ends))
        places.append((subnet, side, ends[side]))
        ends[side] += _height(subnet) + _PAD
    width = 2 * _COLUMN + _GAP
    rect(canvas.frames, "network", 0, top, width, max(ends) - top)
    _headed(canvas, network.title, network.note, "network", 0, top, width)
    for subnet, side, y in places:
        _panel(canvas, subnet, "subnet", _PAD + side * (inner + _PAD), y, inner)
    return max(ends)


def _height(panel: Panel) -> float:
    return _HEAD + len(panel.chips) * (_CHIP + _BETWEEN) + (_PAD - _BETWEEN if panel.chips else 0)


def _panel(canvas: _Canvas, panel: Panel, kind: str, x: float, y: float, width: float) -> float:  # noqa: PLR0913, PLR0917
    rect(canvas.frames, kind, x, y, width, _height(panel))
    _headed(canvas, panel.title, panel.note, kind, x, y, width)
    for number, chip in enumerate(panel.chips):
        _chip(canvas, chip, x + _PAD, y + _HEAD + number * (_CHIP + _BETWEEN), width - 2 * _PAD)
    return y + _height(panel)


def _headed(  # noqa: PLR0913, PLR0917
    canvas: _Canvas, title: str, note: str, kind: str, x: float, y: float, width: float
) -> None:
    room = (width - 2 * _PAD - 7 * len(note)) / 8
    text(canvas.heads, f"title in-{kind}", x + _PAD, y + 22, short(title, int(room)))
    text(canvas.heads, f"note in-{kind}", x + width - _PAD, y + 22, note, "end")


def _chip(canvas: _Canvas, chip: Chip, x: float, y: float, width: float) -> None:
    group = ET.SubElement(canvas.chips, "g", {"class": f"chip {chip.verdict}", "data-urns": legal(" ".join(chip.urns))})
    ET.SubElement(group, "title").text = legal("\n".join([f"{chip.verdict}:", *chip.urns[:20]]))
    rect(group, "body", x, y, width, _CHIP)
    ET.SubElement(group, "rect", {"class": "bar", **numbers(x=x, y=y + 6, width=3, height=_CHIP - 12)})
    text(group, "name", x + 14, y + 18, short(chip.name, _LONGEST))
    text(group, "kind", x + 14, y + 32, short(chip.kind, _LONGEST_KIND))
    text(group, "mark", x + width - 10, y + 25, MARKS[chip.verdict], "end")
    canvas.places.update(dict.fromkeys(chip.urns, (x, x + width, y + _CHIP / 2)))


def _arrows(canvas: _Canvas, layout: Layout) -> None:
    drawn = set()
    for start, end, why in layout.arrows:
        if start in canvas.places and end in canvas.places:
            path = " ".join(_curve(canvas.places[start], canvas.places[end]))
            if (path, why) in drawn:
                continue  # between two chips once, however many resources they stand for
            drawn.add((path, why))
            ET.SubElement(
                canvas.arrows,
                "path",
                {"class": f"arrow {why}", "d": path, "data-from": legal(start), "data-to": legal(end)},
            )


def _curve(start: Sequence[float], end: Sequence[float]) -> Iterator[str]:
    """Leave to the side that faces the other, or to the right where both stand in one column."""
    forward = start[0] <= end[0]
    x1, x2 = (start[1], end[0]) if forward and start[0] != end[0] else (start[0], end[1])
    if start[0] == end[0]:
        x1 = x2 = start[1]
    bend = max(24.0, abs(x2 - x1) / 2) * (1 if forward else -1)
    other = bend if start[0] == end[0] else -bend
    yield f"M{x1:g},{start[2]:g} C{x1 + bend:g},{start[2]:g} {x2 + other:g},{end[2]:g} {x2:g},{end[2]:g}"
