"""What pictures are drawn with: shapes that a page's style colours, and texts that cannot become anything else."""

from xml.etree import ElementTree as ET


def rect(within: ET.Element, kind: str, x: float, y: float, width: float, height: float) -> ET.Element:  # noqa: PLR0913, PLR0917
    """Add a rounded rectangle of a class."""
    return ET.SubElement(within, "rect", {"class": kind, **numbers(x=x, y=y, width=width, height=height), "rx": "8"})


def text(within: ET.Element, kind: str, x: float, y: float, content: str, anchor: str = "start") -> None:  # noqa: PLR0913, PLR0917
    """Add a line of text of a class."""
    element = ET.SubElement(within, "text", {"class": kind, **numbers(x=x, y=y), "text-anchor": anchor})
    element.text = legal(content)


def numbers(**values: float) -> dict[str, str]:
    """Return attributes as SVG writes them."""
    return {key: f"{value:g}" for key, value in values.items()}


def short(content: str, longest: int) -> str:
    """Return a text cut to a length."""
    return content if len(content) <= longest else content[: longest - 1] + "\N{HORIZONTAL ELLIPSIS}"


def legal(content: str) -> str:
    """Return a text without signs that XML forbids."""
    return "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in content)
