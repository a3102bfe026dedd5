"""Builds the site: `make site`. Pages keep their place below docs/; links to anything else lead to the repository."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".local" / "site"
REPOSITORY = "https://github.com/" + os.environ.get("GITHUB_REPOSITORY", "OWNER/hardened-aks")
HOME = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
}
"""Pages from beside docs/."""
SHOWN = {".md", ".svg", ".png", ".html"}
_LINK = re.compile(r"(\]\()([^)\s]+)(\))")
_ITEM = re.compile(r"([-*]|\d+\.) ")
_INSIDE = re.compile(r" |[-*] |\d+\. ")
"""A line of a list."""


def pages(root: Path = ROOT) -> dict[str, str]:
    """Return what the site consists of: path in the repository -> path in the site."""
    docs = root / "docs"
    below = (path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*")) if path.suffix in SHOWN)
    return HOME | {f"docs/{path}": path for path in below if not path.startswith(("configurator/", "site/"))}


def page(source: str, text: str, known: dict[str, str]) -> str:
    """Return a page as the site needs it: its links, and lists as the generator's dialect of Markdown has them."""

    def linked(found: re.Match[str]) -> str:
        return found[1] + _target(source, found[2], known) + found[3]

    if source.startswith("docs/guardrails/"):
        text = f"[All guardrails](../guardrails.md)\n\n{text}"  # the navigation would be too long with them
    lines, fenced, shift, before = [], "", "", ""
    for line in text.splitlines():
        fence, item = re.match(r"( *)(```+)", line), _ITEM.match(line)
        if fence and not fenced:
            shift = "    "[len(fence[1]) :] if fence[1] else ""  # in a list, code stands four columns in
        if not fenced and item and before.strip() and (before.lstrip().startswith("```") or not _INSIDE.match(before)):
            lines.append("")  # elsewhere a list may follow a paragraph at once
        lines.append(shift + line if fenced or fence else _LINK.sub(linked, line))
        fenced = ("" if fenced else fence[2]) if fence else fenced
        before = line
    return "\n".join(lines) + "\n"


def _target(source: str, target: str, known: dict[str, str]) -> str:
    path, mark, anchor = target.partition("#")
    if not path or re.match(r"[a-z]+:", path):
        return target
    there = os.path.normpath(PurePosixPath(source).parent / path)
    if there in known:
        return os.path.relpath(known[there], PurePosixPath(known[source]).parent) + mark + anchor
    kind = "tree" if (ROOT / there).is_dir() else "blob"
    return f"{REPOSITORY}/{kind}/main/{there}{mark}{anchor}"


def unlisted(nav: str, known: dict[str, str]) -> Iterator[str]:
    """Yield the pages that the navigation does not name; guardrails have an index of their own."""
    for path in known.values():
        if path.endswith(".md") and not path.startswith("guardrails/") and f'"{path}"' not in nav:
            yield path


def main() -> int:
    """Lay the pages out and run the generator on them, which refuses links and anchors that lead nowhere."""
    known, site = pages(), Path(__file__).parent
    shutil.rmtree(FOLDER / "pages", ignore_errors=True)
    for source, path in known.items():
        (FOLDER / "pages" / path).parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".md"):
            text = page(source, (ROOT / source).read_text("utf-8"), known)
            (FOLDER / "pages" / path).write_text(text, "utf-8")
        else:
            shutil.copy(ROOT / source, FOLDER / "pages" / path)
    shutil.copy(site / "look.css", FOLDER / "pages")
    shutil.copy(site / "zensical.toml", FOLDER)
    env = {**os.environ, "PYTHONPATH": str(FOLDER / "packages")}
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    result = subprocess.run(command, cwd=FOLDER, env=env, check=False).returncode  # noqa: S603 - ours
    if not result:
        sys.stdout.write(f"{len(known)} files in {FOLDER / 'html'}\n")
    return result


if __name__ == "__main__":
    sys.exit(main())
