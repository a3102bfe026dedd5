"""When each resource would be made, as a Gantt picture in SVG; whoever shows it gives the colours."""

from typing import Final
from xml.etree import ElementTree as ET

from guardrails.report.model import Result, Schedule
from guardrails.report.svg import legal, numbers, short, text
from guardrails.urns import name_of

_PLOT, _ROW, _TOP, _RIGHT = 760, 24, 30, 90
_MOST_ROWS: Final = 40
_SHORTEST: Final = 15
"""Seconds: what takes less is only counted, unless it is on the critical path."""
_STEPS: Final = (60, 120, 300, 600, 900, 1800, 3600)
_MOST_TICKS: Final = 12


def draw(result: Result) -> str:
    """Return the picture, empty where the times are not known."""
    if not result.schedule or not result.schedule.spans:
        return ""
    of, critical = result.schedule, result.schedule.critical
    kinds = {one.urn: one.type.rpartition(":")[2] for one in result.resources}
    shown = [one for one in of.spans if one.urn in critical or one.seconds >= _SHORTEST]
    shown = sorted(shown, key=lambda one: (one.urn not in critical, -one.seconds))[:_MOST_ROWS]
    shown.sort(key=lambda one: (one.start, one.start + one.seconds, one.urn))
    names = {one.urn: (short(name_of(one.urn), 26), short(kinds.get(one.urn, ""), 22)) for one in shown}
    left = max(8 * len(name) + 6.3 * len(kind) for name, kind in names.values()) + 24
    scale = _PLOT / (of.seconds or 1)
    height = _TOP + len(shown) * _ROW
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "gantt", "role": "img"})
    root.set("viewBox", f"0 0 {left + _PLOT + _RIGHT:g} {height + 30}")
    root.set("aria-label", f"Time to deploy: {minutes(of.seconds)}")
    _ticks(root, of, scale, height, left)
    joints = ET.SubElement(root, "g")
    ends: list[tuple[float, float]] = []
    for number, one in enumerate(shown):
        y = _TOP + number * _ROW
        start, width = left + one.start * scale, max(one.seconds * scale, 2.0)
        on = one.urn in critical
        row = ET.SubElement(root, "g", {"class": "row critical" if on else "row"})
        name, kind = names[one.urn]
        ET.SubElement(row, "title").text = legal(f"{kind} {name}: {minutes(one.seconds)}, from {minutes(one.start)} on")
        label = ET.SubElement(row, "text", {"class": "label", **numbers(x=left - 12, y=y + 16), "text-anchor": "end"})
        label.text = legal(name) + " "
        ET.SubElement(label, "tspan", {"class": "kind"}).text = legal(kind)
        ET.SubElement(row, "rect", {"class": "bar", **numbers(x=start, y=y + 4, width=width, height=16), "rx": "3"})
        text(row, "long", start + width + 6, y + 16, minutes(one.seconds))
        if on:
            ends.append((start, y + 4))
            if len(ends) > 1:
                _joint(joints, *ends[-2:])
    left_out = len(of.spans) - len(shown)
    if left_out:
        text(root, "note", left, height + 20, f"and {left_out} more that take little")
    return ET.tostring(root, encoding="unicode")


def minutes(seconds: float) -> str:
    """Return a duration for a reader."""
    if seconds < 60:  # noqa: PLR2004 - a minute
        return f"{seconds:.0f} s"
    whole, rest = divmod(round(seconds), 60)
    return f"{whole} min {rest} s" if rest else f"{whole} min"


def _ticks(root: ET.Element, of: Schedule, scale: float, height: float, left: float) -> None:
    step = next((one for one in _STEPS if of.seconds / one <= _MOST_TICKS), _STEPS[-1])
    for at in range(0, int(of.seconds) + 1, step):
        x = left + at * scale
        ET.SubElement(root, "line", {"class": "tick", **numbers(x1=x, y1=_TOP - 6, x2=x, y2=height)})
        text(root, "note", x, _TOP - 12, f"{at // 60} min" if at else "0", "middle")


def _joint(within: ET.Element, before: tuple[float, float], after: tuple[float, float]) -> None:
    """Lead from the end of one link of the critical path to the begin of the next, below it."""
    x = after[0]
    ET.SubElement(within, "path", {"class": "joint", "d": f"M{x:g},{before[1] + 16:g} V{after[1]:g}"})
