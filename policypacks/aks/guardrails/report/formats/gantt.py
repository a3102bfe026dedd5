"""The Gantt picture as a file of its own, with colours for a light and a dark page."""

from typing import Final

from guardrails.report.gantt import draw
from guardrails.report.model import Result

_STYLE: Final = """<style>
svg { color-scheme: light dark; background: light-dark(#fff, #12161f); font: 13px system-ui, "Segoe UI", sans-serif; }
text { fill: light-dark(#1c2433, #e4e9f4); }
.critical .label .kind { font-weight: 400; }
.kind, .note, .long { fill: light-dark(#5c6880, #9aa7c0); font-size: 11.5px; }
.tick { stroke: light-dark(#e3e8f1, #2a3346); }
.bar { fill: light-dark(#b3c4e6, #3d5686); }
.critical .bar { fill: light-dark(#d9622b, #ef8a4e); }
.critical .label { font-weight: 650; }
.joint { stroke: light-dark(#d9622b, #ef8a4e); stroke-width: 1.5; fill: none; }
</style>"""


def write(result: Result) -> str:
    """Return the picture, empty where the run was told no durations."""
    picture = draw(result)
    start, close, rest = picture.partition(">")
    return f"{start}{close}{_STYLE}{rest}\n" if picture else ""
