"""The components of a stack as a Mermaid flowchart, coloured by verdict; GitHub draws it."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from guardrails.report.model import VERDICTS, Resource, Result, Verdict

_COLOURS: Final = {
    Verdict.FAILED: "fill:#fdd,stroke:#b00,color:#300",
    Verdict.ADVISED: "fill:#fec,stroke:#a60,color:#420",
    Verdict.EXEMPTED: "fill:#e6dcf9,stroke:#639,color:#203",
    Verdict.UNDECIDED: "fill:#dde8f8,stroke:#357,color:#124",
    Verdict.PASSED: "fill:#dfd,stroke:#383,color:#030",
}
_MOST: Final = 60


def draw(result: Result) -> Sequence[str]:
    """Return the lines of the chart: a box for each component or resource at the top, an arrow for what needs what."""
    roots = _roots(result)
    boxes = list(dict.fromkeys(roots.values()))[:_MOST]
    if not boxes:
        return []
    number = {urn: f"n{index}" for index, urn in enumerate(boxes)}
    by_urn = {one.urn: one for one in result.resources}
    sizes = Counter(roots.values())
    worst = dict.fromkeys(boxes, Verdict.PASSED)
    for urn, verdict in result.verdicts.items():
        root = roots.get(urn, "")
        if root in worst and VERDICTS.index(verdict) < VERDICTS.index(worst[root]):
            worst[root] = verdict
    lines = ["flowchart LR"]
    lines += [f'  {number[urn]}["{_label(by_urn[urn], sizes[urn])}"]:::{worst[urn]}' for urn in boxes]
    lines += [
        f"  {number[a]} --> {number[b]}" for a, b in sorted(_arrows(result, roots)) if a in number and b in number
    ]
    lines += [f"  classDef {verdict} {colours}" for verdict, colours in _COLOURS.items()]
    return lines


def _roots(result: Result) -> dict[str, str]:
    """Return, for each resource, the one at the top that it belongs to."""
    parents = {one.urn: one.parent for one in result.resources}
    roots = {}
    for urn in parents:
        root = urn
        while parents.get(root, "") in parents:
            root = parents[root]
        roots[urn] = root
    return roots


def _arrows(result: Result, roots: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (roots[one.urn], roots[target])
        for one in result.resources
        for targets in one.depends_on.values()
        for target in targets
        if target in roots and roots[one.urn] != roots[target]
    }


def _label(resource: Resource, size: int) -> str:
    kind = resource.type.rpartition(":")[2]
    more = f" ({size - 1})" if size > 1 else ""
    text = f"{kind}: {resource.name}{more}"
    return "".join(sign if sign.isalnum() or sign in " :-_.()" else " " for sign in text)
