"""The site shows every document, and no link in a document leads nowhere."""

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from os.path import normpath
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from docs.site import build
from tests.engine import ROOT

SITE = ROOT / "docs" / "site"
KNOWN = build.pages()
MARKDOWN = MarkdownIt("commonmark").enable("table")


@cache
def tokens(source: str) -> list[Token]:
    """Return what a reader of Markdown sees in a document, inline parts included."""
    parsed = MARKDOWN.parse((ROOT / source).read_text("utf-8"))
    return [inner for one in parsed for inner in (one, *(one.children or ()))]


@cache
def anchors(source: str) -> set[str]:
    """Return the anchors that GitHub gives a document's headings."""
    seen: Counter[str] = Counter()
    found = set()
    for one, following in zip(tokens(source), tokens(source)[1:], strict=False):
        if one.type == "heading_open":
            text = "".join(part.content for part in following.children or ())
            kept = "".join(sign for sign in text.lower() if sign in "-_ " or unicodedata.category(sign)[0] in "LN")
            slug = kept.replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


def broken(source: str) -> list[str]:
    """Return the links of a document to files or headings that do not exist."""
    links = [str(one.attrs.get("href") or one.attrs.get("src")) for one in tokens(source) if one.tag in ("a", "img")]
    wrong = []
    for link in links:
        path, _, anchor = link.partition("#")
        if link == "None" or re.match(r"[a-z]+:", link):
            continue
        there = normpath(Path(source).parent / path) if path else source
        if not (ROOT / there).exists() or (anchor and there.endswith(".md") and anchor not in anchors(there)):
            wrong.append(link)
    return wrong


@pytest.mark.parametrize("folder", sorted({str(Path(one).parent) for one in KNOWN if one.endswith(".md")}))
def test_every_link_leads_somewhere(folder: str) -> None:
    sources = [one for one in KNOWN if one.endswith(".md") and str(Path(one).parent) == folder]

    assert {source: wrong for source in sources if (wrong := broken(source))} == {}


def test_a_broken_link_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("[a](two.md#a-b) [b](two.md#c) [c](three.md) ![d](d.png)\n\n`[e](e.md)`\n")
    (tmp_path / "two.md").write_text("# A: b\n")
    monkeypatch.setattr("tests.docs.test_site.ROOT", tmp_path)

    assert broken("one.md") == ["two.md#c", "three.md", "d.png"]


def test_the_navigation_has_every_page_and_no_other() -> None:
    nav = (SITE / "zensical.toml").read_text()
    named = re.findall(r'"([\w/.-]+\.(?:md|html))"', nav)

    assert list(build.unlisted(nav, KNOWN)) == []
    assert set(named) <= set(KNOWN.values())
    assert [one for one, times in Counter(named).items() if times > 1] == []
    assert [next(iter(kind)) for kind in tomllib.loads(nav)["project"]["nav"]] == [
        "Quick start",
        "How to",
        "Reference",
        "Explanation",
    ]


def test_links_lead_within_the_site_or_to_the_repository() -> None:
    links = "[a](docs/costs.md#x) [b](CONTRIBUTING.md) [c](components/naming.py) [d](docs/decisions/) [e](https://x.y)"
    away = "../../components/naming.py"

    assert build.page("README.md", links, KNOWN) == (
        f"[a](costs.md#x) [b](contributing.md) [c]({build.REPOSITORY}/blob/main/components/naming.py) "
        f"[d]({build.REPOSITORY}/tree/main/docs/decisions) [e](https://x.y)\n"
    )
    assert build.page("docs/runbooks/restore-drill.md", f"[a](../costs.md) [b]({away})", KNOWN) == (
        f"[a](../costs.md) [b]({build.REPOSITORY}/blob/main/components/naming.py)\n"
    )


def test_a_guardrail_leads_to_all() -> None:
    assert build.page("docs/guardrails/acr-sku-premium.md", "# Title", KNOWN).startswith(
        "[All guardrails](../guardrails.md)\n\n# "
    )


def test_lists_and_code_are_as_the_generator_reads_them() -> None:
    text = "Said:\n- one\n- two\n  more\n\n1. three:\n\n   ```json\n   {\n     [a](b.md)\n   ```\n2. four\n"

    assert build.page("docs/costs.md", text, KNOWN) == (
        "Said:\n\n- one\n- two\n  more\n\n1. three:\n\n    ```json\n    {\n      [a](b.md)\n    ```\n\n2. four\n"
    )


def test_no_page_asks_anybody_else() -> None:
    project = tomllib.loads((SITE / "zensical.toml").read_text())["project"]

    assert project["theme"]["font"] is False
    assert not {"extra_javascript", "extra", "plugins"} & set(project)
    assert "http" not in (SITE / "look.css").read_text()


def test_the_generator_is_locked() -> None:
    *_, wanted = (SITE / "requirements.in").read_text().split()
    lock = (SITE / "requirements.lock").read_text()

    assert f"\n{wanted} \\\n" in lock
    assert re.findall(r"^([\w-]+)==.*(?<!\\)$", lock, re.MULTILINE) == []
