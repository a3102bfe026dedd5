"""A drawing of boxes, lines and text as SVG, which follows the reader's light or dark mode."""

from textwrap import wrap
from xml.sax.saxutils import escape

Point = tuple[float, float]
"""From the left, from the top."""

STYLE = """
  text { font-family: -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #1f2328 }
  .title { font-size: 22px; font-weight: 600 }  .head { font-size: 14px; font-weight: 600 }
  .name { font-size: 13px; font-weight: 600 }   .fact { font-size: 12px; fill: #57606a }
  .label { font-size: 11.5px; fill: #57606a }
  .page { fill: #ffffff }  .area { stroke-width: 1.5; rx: 10px }  .box { stroke-width: 1; rx: 6px; fill: #ffffff }
  .network.area { fill: #eef5ff; stroke: #4a8fe0 } .network.box { stroke: #4a8fe0 }
  .subnet.area { fill: #dcebff; stroke: #4a8fe0; stroke-dasharray: 5 4; stroke-width: 1 }
  .data.area { fill: #f6f0ff; stroke: #8a63d2 }    .data.box { stroke: #8a63d2 }
  .people.area { fill: #f3f4f6; stroke: #6e7781 }  .people.box { stroke: #6e7781 }
  .watch.area { fill: #e9f7f3; stroke: #2a9d7c }   .rules.area { fill: #fff6e5; stroke: #c98a12 }
  .keys.area { fill: #fdeef3; stroke: #c74a7a }    .nodes.box { stroke: #2a9d7c }
  .group.area { fill: none; stroke: #6e7781 }
  .outside.area { fill: #f3f4f6; stroke: #6e7781; stroke-dasharray: 2 4 }
  .line { fill: none; stroke: #57606a; stroke-width: 1.5; marker-end: url(#tip) }  #tip path { fill: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }  .fact, .label { fill: #9da7b3 }  .page { fill: #0d1117 }  .box { fill: #161b22 }
    .network.area { fill: #101d30 } .subnet.area { fill: #14273f } .data.area { fill: #1c1630 }
    .people.area, .outside.area { fill: #161b22 }  .watch.area { fill: #0f231e }
    .rules.area { fill: #261d0c }   .keys.area { fill: #27131c }
    .line { stroke: #9da7b3 }       #tip path { fill: #9da7b3 }
  }
"""
SIZES = {"title": 22.0, "head": 14.0, "name": 13.0, "fact": 12.0, "label": 11.5}
"""Font size of each kind of text, in pixels."""
_WIDTH = {"title": 0.56, "head": 0.54, "name": 0.54}
"""Width of an average letter, as a part of the font size, where it is not 0.5; readers' fonts differ a little."""


def fitting(width: float, kind: str) -> int:
    """Return how many letters of a kind of text fit a width."""
    return int(width / (SIZES[kind] * _WIDTH.get(kind, 0.5)))


def lines(text: str, width: float, kind: str = "fact") -> list[str]:
    """Break a text into lines that fit a width, within words where one alone does not."""
    return wrap(text, fitting(width, kind), break_on_hyphens=False)


def card_height(width: float, name: str, facts: list[str]) -> float:
    """Return how high `Drawing.card` draws a card."""
    rows = sum(len(lines(fact, width - 20)) for fact in facts)
    return 14 + 16 * (len(lines(name, width - 20, "name")) + rows) + (2 if rows else 0)


class Drawing:
    """What is drawn so far; units are pixels."""

    def __init__(self, title: str, description: str, source: str) -> None:
        self.title, self.description, self.source = title, description, source
        self._parts: list[str] = []

    def box(self, at: Point, width: float, height: float, kind: str) -> None:
        """Draw a rectangle; its kind is one of the style's pairs, such as `network area`."""
        x, y = at
        self._parts.append(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="8"/>')

    def text(self, at: Point, text: str, kind: str = "fact", *, width: float, anchor: str = "start") -> None:
        """Write one line; a point is where its base begins, or ends with the anchor `end`.

        Raises:
            ValueError: it does not fit the width.

        """
        if len(text) > fitting(width, kind):
            raise ValueError(f"{text!r} does not fit {width:g} pixels of the picture; shorten it or widen its box")
        x, y = at
        self._parts.append(f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}">{escape(text)}</text>')

    def line(self, *points: Point) -> None:
        """Draw a line with a tip through some points."""
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self._parts.append(f'<polyline class="line" points="{path}"/>')

    def card(self, at: Point, width: float, name: str, facts: list[str], kind: str) -> float:
        """Draw a box with a name and facts, all broken into lines, and return its height."""
        x, y = at
        height = card_height(width, name, facts)
        self.box((x, y), width, height, kind)
        y += 4
        for row in lines(name, width - 20, "name"):
            y += 16
            self.text((x + 10, y), row, "name", width=width - 20)
        for number, row in enumerate(row for fact in facts for row in lines(fact, width - 20)):
            self.text((x + 10, y + 17 + 16 * number), row, width=width - 18)
        return height

    def area(self, at: Point, width: float, height: float, name: str, kind: str) -> None:
        """Draw a region with a heading."""
        self.box(at, width, height, f"{kind} area")
        self.text((at[0] + 14, at[1] + 23), name, "head", width=width - 14)

    def svg(self, width: float, height: float) -> str:
        """Return the drawing as an SVG document."""
        return "\n".join(
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
                f"<!-- Generated by `make docs` from {self.source}; do not edit. -->",
                f"<title>{escape(self.title)}</title>",
                f"<desc>{escape(self.description)}</desc>",
                f"<style>{STYLE}</style>",
                (
                    '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
                    'orient="auto-start-reverse"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>'
                ),
                f'<rect class="page" width="{width:g}" height="{height:g}" rx="12"/>',
                *self._parts,
                "</svg>\n",
            )
        )
