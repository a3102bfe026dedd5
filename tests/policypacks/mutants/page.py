"""docs/mutants.md, put together from what each tool has written of its part."""

from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "mutants.md"
SECTIONS = {name: ROOT / "docs" / "data" / f"mutants-{name}.txt" for name in ("pack", "stack")}
HEAD = """<!-- Written by `make mutants`; do not edit. -->

# Mutants

Small mistakes made on purpose, and what notices them ([0013](decisions/0013-hard-use.md)).
"""
TITLES = {"pack": "The guardrails' checks", "stack": "The components' literals"}


def page() -> str:
    """Return the page as the parts make it."""
    parts = [f"\n## {TITLES[name]}\n\n{file.read_text('utf-8')}" for name, file in SECTIONS.items() if file.exists()]
    return HEAD + "".join(parts)


def written() -> None:
    """Write the page."""
    PAGE.write_text(page(), "utf-8")
