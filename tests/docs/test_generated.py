"""What is generated is committed and current; what guardrails name exists."""

import re
from io import StringIO
from pathlib import Path

from guardrails.catalog import catalog
from guardrails.guardrail import Severity
from guardrails.report.formats import table
from rich.console import Console

from docs.coverage import DATA
from docs.generate import ROOT, documents
from docs.indexes import by_framework, by_severity, number
from tests.docs.screenshots import result

DOCS = ROOT / "docs"


def test_generated_documents_are_current() -> None:
    stale = [
        str(path)
        for path, text in documents().items()
        if not (DOCS / path).exists() or (DOCS / path).read_text() != text
    ]

    assert stale == [], "run `make docs`"


def test_no_page_outlives_its_guardrail() -> None:
    written = set((DOCS / "guardrails").iterdir())

    assert {DOCS / path for path in documents() if path.parent == Path("guardrails")} == written


def test_readme_shows_the_verdict_of_today() -> None:
    console = Console(file=StringIO(), width=120)
    table.write(result({}), console)
    verdict = console.file.getvalue().splitlines()[1]  # type: ignore[attr-defined]

    assert verdict.endswith("resources.")
    assert verdict in (ROOT / "README.md").read_text().splitlines()


def test_what_is_written_by_hand_names_guardrails_that_exist() -> None:
    names = {one.name for one in catalog()}
    subjects = {name.split("-")[0] for name in names}
    texts = [(DOCS / "guardrails-left-out.md"), (DOCS / "contradictions.md"), *DATA.glob("*.json")]
    quoted = {one for text in texts for one in re.findall(r"`([a-z]+(?:-[a-z0-9]+)+)`", text.read_text())}

    assert {one for one in quoted if one.split("-")[0] in subjects} - names == set()


def test_the_indexes_hold_every_guardrail_and_every_control() -> None:
    severities = "\n".join(by_severity(catalog()))
    frameworks = "\n".join(by_framework(catalog()))
    references = {control.reference for one in catalog() for control in one.controls}

    assert [one.name for one in catalog() if severities.count(f"[{one.name}]") != 1] == []
    assert {one for one in references if f"\n| {one} | " not in frameworks} == set()
    for severity in Severity:
        assert f"## {severity.value} ({sum(one.severity is severity for one in catalog())})" in severities


def test_numbers_are_sorted_as_numbers() -> None:
    assert sorted(["4.10", "NS-10", "4.9", "4", "NS-9"], key=number) == ["NS-9", "NS-10", "4", "4.9", "4.10"]


def test_guardrails_name_requirements_that_exist() -> None:
    statements = set(re.findall(r"^\| (\d{3}-\d+)", (DOCS / "requirements.md").read_text(), re.MULTILINE)) | {"001-17"}
    unknown = {one.name: set(one.requirements) - statements for one in catalog()}

    assert {name: ids for name, ids in unknown.items() if ids} == {}
