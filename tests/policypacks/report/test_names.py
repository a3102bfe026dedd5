"""A name is told whole: it may have in it what else parts a URN."""

import io
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.report import store
from guardrails.report.formats import WRITERS, table
from guardrails.report.locations import Sources
from guardrails.report.model import Location, Result
from guardrails.report.options import Form
from guardrails.run import Documents
from rich.console import Console

from tests.policypacks.recordings import SAMPLES, TODAY, Recording
from tests.policypacks.report.made import EXEMPTION, events, of_events
from tests.policypacks.report.test_command import run

NAME = "team::$blue"


@cache
def renamed() -> Result:
    """Return the result of a sample whose cluster is called so."""
    recording = Recording.stored("dicts")
    analyzer = Analyzer(catalog(), Documents({}, {"exemptions": [EXEMPTION]}), date.fromisoformat(TODAY))
    lines = [line.replace("::blue", f"::{NAME}") for line in events(recording, analyzer)]
    return of_events(lines, SAMPLES / "dicts")


@pytest.mark.parametrize(
    ("form", "told"),
    [
        (Form.JSON, f'"name": "{NAME}"'),
        (Form.SARIF, f'"name": "{NAME}"'),
        (Form.JUNIT, f'name="azure-native:containerservice:ManagedCluster {NAME}"'),
        (Form.OSCAL, f'"description": "{NAME} (azure-native:containerservice:ManagedCluster)"'),
        (Form.HTML, f"<br><code>{NAME}</code>"),
        (Form.GANTT, f">{NAME} <"),
    ],
)
def test_a_form_tells_it_whole(form: Form, told: str) -> None:
    assert told in WRITERS[form].write(renamed())


def test_a_terminal_tells_it_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown, file = io.StringIO(), tmp_path / "last.json"
    table.write(renamed(), Console(file=shown, width=200, color_system=None))
    file.write_text(store.to_json(renamed()), "utf-8")

    assert f" {NAME}\n" in shown.getvalue()
    assert f" {NAME} " in run(capsys, "timeline", file)[1]


def test_it_is_found_in_the_sources(tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text(f"C('team')\nC('{NAME}')\n")

    assert Sources(tmp_path).find(f"urn:pulumi:dev::p::a:b:C::{NAME}") == Location("__main__.py", 2)
