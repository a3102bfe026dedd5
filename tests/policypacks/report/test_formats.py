"""Each form is read by somebody else's reader, and says what the result says."""

import dataclasses
import io
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from guardrails.guardrail import Level
from guardrails.report import store
from guardrails.report.formats import WRITERS, github, markdown, table
from guardrails.report.gate import exit_code, measured
from guardrails.report.model import Result, Verdict
from guardrails.report.options import Exit, FailOn, Form
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt
from rich.console import Console

from tests.engine import ROOT
from tests.policypacks.report.made import result, told

HOSTILE = "a</script><img src=x onerror=alert(1)>|`]]>\x00\x1b[31m\n::error::%0A[x](javascript:alert(1)) ${{ x }}"
SARIF_SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text("utf-8"))
OSCAL_SCHEMA = json.loads((Path(__file__).parent / "oscal-assessment-results-schema-1.1.3.json").read_text("utf-8"))


def hostile() -> Result:
    """Return a result whose names and texts are meant to break out of any form."""
    one = replace(result().findings[0], problem=HOSTILE, title=HOSTILE, urn=f"urn:pulumi:dev::p::t:i:T::{HOSTILE}")
    resource = replace(result().resources[0], urn=one.urn, name=HOSTILE)
    return replace(result(), findings=(one,), resources=(resource,), project=HOSTILE, errors=(HOSTILE,), complete=False)


def many() -> Result:
    """Return the platform with 300 findings."""
    of = result("dev")
    found = result().findings
    findings = [
        replace(found[number % len(found)], urn=one.urn, fingerprint=f"{number:032x}", location=one.location)
        for number, one in enumerate(of.resources[:300])
    ]
    return replace(of, findings=tuple(findings))


def all_hostile(value: Any, name: str = "") -> Any:
    """Return a result, or a part of one, each text of which wants to break out, wherever it is free."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if one.init}
        return replace(value, **{key: all_hostile(part, key) for key, part in parts.items()})
    if isinstance(value, tuple):
        return tuple(all_hostile(one, name) for one in value)
    free = {
        "project",
        "problem",
        "fix",
        "title",
        "why",
        "notes",
        "reason",
        "owner",
        "errors",
        "file",
        "example",
        "name",
    }
    return HOSTILE if type(value) is str and name in free else value


RESULTS = [
    result("dev"),
    result(exempting=True),
    result("unknowns"),
    hostile(),
    many(),
    all_hostile(result(exempting=True)),
]
NAMES = ["clean", "exempting", "undecided", "hostile", "many", "all hostile"]
pytestmark = pytest.mark.filterwarnings("default::DeprecationWarning:junitparser")


@pytest.mark.parametrize("of", RESULTS, ids=NAMES)
def test_json_comes_back_whole_and_fits_the_published_schema(of: Result, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "docs" / "schemas" / "report.schema.json").read_text("utf-8"))
    file = tmp_path / "guardrails.json"
    file.write_text(WRITERS[Form.JSON].write(of), "utf-8")

    jsonschema.Draft202012Validator(schema).validate(json.loads(file.read_text("utf-8")))
    assert store.load(file) == of


@pytest.mark.parametrize("of", RESULTS, ids=NAMES)
def test_sarif_fits_the_standard_s_schema_and_has_each_finding(of: Result) -> None:
    document = json.loads(WRITERS[Form.SARIF].write(of))

    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(document)
    (run,) = document["runs"]
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one.guardrail for one in told(of)]
    assert len(rules) == len(set(rules))
    marks = [one["partialFingerprints"]["guardrail/v1"] for one in run["results"]]
    assert marks == [one.fingerprint for one in told(of)]
    assert run["invocations"][0]["executionSuccessful"] is of.complete


@pytest.mark.parametrize("of", RESULTS, ids=NAMES)
def test_oscal_fits_the_standard_s_schema_and_refers_to_nothing_that_is_not_there(of: Result) -> None:
    text = WRITERS[Form.OSCAL].write(of)
    document = json.loads(text)

    jsonschema.Draft7Validator(OSCAL_SCHEMA).validate(document)
    (run,) = document["assessment-results"]["results"]
    assert Counter(one["props"][0]["value"] for one in run["observations"] if "subjects" in one) == Counter(
        one.guardrail for one in told(of)
    )
    referred = set(re.findall(r'"(?:actor|subject|observation|risk)-uuid": "([^"]+)"', text))
    defined = re.findall(r'"uuid": "([^"]+)"', text)
    assert referred <= set(defined)
    assert len(defined) == len(set(defined))
    assert WRITERS[Form.OSCAL].write(of) == text


def test_oscal_tells_satisfied_open_and_exempted_apart() -> None:
    of = result(exempting=True)
    (run,) = json.loads(WRITERS[Form.OSCAL].write(of))["assessment-results"]["results"]
    states = {one["target"]["target-id"]: one["target"]["status"]["state"] for one in run["findings"]}
    on = {one.name for one in of.guardrails if one.on and one.judged}

    assert {name for name, state in states.items() if state == "satisfied"} == on - {one.guardrail for one in told(of)}
    (exempted,) = (one for one in run["risks"] if one["status"] == "deviation-approved")
    assert exempted["deadline"] == "2027-01-31T23:59:59Z"
    assert exempted["mitigating-factors"][0]["description"] == "Needed <b>until</b> the bastion | stands."
    cis = next(one for one in run["reviewed-controls"]["control-selections"] if one["description"] == "cis-aks")
    assert {"control-id": "cis-aks-5.4.2"} in cis["include-controls"]


@pytest.mark.parametrize("of", RESULTS, ids=NAMES)
def test_junit_counts_as_its_reader_does(of: Result) -> None:
    suites = JUnitXml.fromstring(WRITERS[Form.JUNIT].write(of).encode())
    cases = [case for suite in suites for case in suite]
    kinds: Counter[Any] = Counter(type(one) for case in cases for one in case.result)

    refused = {(one.guardrail, one.urn) for one in told(of) if one.verdict is Verdict.FAILED}
    assert kinds[Failure] == len(refused) == suites.failures
    assert kinds[Error] == suites.errors == bool(of.errors)
    assert suites.tests == len(cases) > 0
    skipped = {Verdict.EXEMPTED, Verdict.UNDECIDED}
    others = {(one.guardrail, one.urn) for one in told(of) if one.verdict not in skipped}
    only_skipped = {(one.guardrail, one.urn) for one in told(of)} - others
    assert kinds[Skipped] == len(only_skipped)


def test_junit_fails_nothing_that_the_baseline_has() -> None:
    of = measured(result(exempting=True), result(exempting=True))
    suites = JUnitXml.fromstring(WRITERS[Form.JUNIT].write(of).encode())
    skipped = [str(one.message) for suite in suites for case in suite for one in case.result]

    assert exit_code(of, FailOn.ADVISORY, soft=False) is Exit.CLEAN
    assert (suites.failures, suites.errors) == (0, 0)
    assert len(skipped) == suites.skipped == len({(one.guardrail, one.urn) for one in told(of)})
    (exempted,) = (one for one in skipped if not one.startswith("in the baseline: "))
    assert exempted.startswith("exempted: in the baseline: blue must set ")


@pytest.mark.parametrize(("level", "kind"), [(Level.MANDATORY, Failure), (Level.ADVISORY, None)])
def test_junit_judges_a_case_by_what_is_new_in_it(level: Level, kind: type | None) -> None:
    known = replace(next(one for one in told(result()) if one.level is Level.MANDATORY), known=True)
    new = replace(known, problem="blue must be new.", level=level, known=False)

    suites = JUnitXml.fromstring(WRITERS[Form.JUNIT].write(replace(result(), findings=(known, new))).encode())

    (case,) = (one for suite in suites for one in suite if one.result or one.system_out)
    assert [type(one) for one in case.result] == ([kind] if kind else [])
    assert f"in the baseline: {known.problem}\nblue must be new.\n" in (
        case.result[0].text if kind else case.system_out
    )


@pytest.mark.parametrize("of", RESULTS, ids=NAMES)
def test_markdown_renders_without_html_of_its_contents(of: Result) -> None:
    text = WRITERS[Form.MARKDOWN].write(of)
    page = MarkdownIt("commonmark", {"html": True}).render(text)

    assert len(text) < 65_000
    assert "<img" not in page
    assert "<script" not in page
    assert 'href="javascript' not in page


def test_markdown_begins_with_its_mark_and_the_refused() -> None:
    text = WRITERS[Form.MARKDOWN].write(result(exempting=True))
    headings = [line.partition(" (")[0] for line in text.splitlines() if line.startswith("#")]

    assert text.startswith("<!-- guardrails dicts/dev -->\n")
    assert headings == ["## ❌ Guardrails: dicts/dev", "### Refused", "### Advised", "### Exempted"]
    assert [name for name in dict.fromkeys(one.guardrail for one in told(result())) if f"`{name}`" not in text] == []
    assert "```mermaid\nflowchart LR" in text


def test_what_is_longer_than_a_comment_keeps_its_mark_and_begins_with_the_refused() -> None:
    of = many()
    found = [replace(one, guardrail="aks-fips") for one in of.findings for _ in range(5)]

    text = WRITERS[Form.MARKDOWN].write(replace(of, findings=tuple(found), errors=("x" * 99_000,) * 9, complete=False))

    assert text.startswith("<!-- guardrails hardened-aks/dev -->\n")
    assert text.count("  - ") > 100
    assert 60_000 < len(text) < 65_000


def test_markdown_says_what_it_left_out() -> None:
    of = many()
    found = [
        replace(one, guardrail=f"{one.guardrail}-{number}-{again}", fingerprint="")
        for again in range(3)
        for number, one in enumerate(of.findings)
    ]

    text = WRITERS[Form.MARKDOWN].write(replace(of, findings=tuple(found)))

    assert len(text) < 65_000
    assert "more parts do not fit here" in text


def test_annotations_are_commands_that_nothing_in_them_can_end() -> None:
    lines = list(github.annotations(hostile()))
    ordinary = list(github.annotations(result()))

    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert ordinary[0].startswith("::error file=__main__.py,line=16,title=aks-auto-upgrade-channel::blue must set")
    assert sum(line.startswith("::error ") for line in ordinary) == 10


def test_the_summary_of_a_step_is_appended_to(tmp_path: Path) -> None:
    file = tmp_path / "summary"
    file.write_text("before\n")

    github.add_summary(result(), {"GITHUB_STEP_SUMMARY": str(file)})

    assert file.read_text("utf-8") == "before\n" + markdown.write(result())


def test_a_terminal_is_told_and_not_commanded() -> None:
    for of in (hostile(), RESULTS[-1]):
        shown = io.StringIO()
        table.write(of, Console(file=shown, width=200, color_system=None))
        printed = shown.getvalue()

        assert [sign for sign in printed if not sign.isprintable() and sign != "\n"] == []
        assert [line for line in printed.splitlines() if line.lstrip().startswith("::")] == []
        assert "\\u001b[31m\\n" in printed, "what was not obeyed is there to be read"


def test_a_table_tells_an_error_line_by_line() -> None:
    shown = io.StringIO()
    error = "stack dev cannot run as configured:\np:nameSufix: there is no such setting\n::stop-commands::x"

    table.write(replace(result(), errors=(error,)), Console(file=shown, width=200, color_system=None))

    assert shown.getvalue().splitlines()[2:5] == [
        "The engine could not run to its end: stack dev cannot run as configured:",
        "| p:nameSufix: there is no such setting",
        "| ::stop-commands::x",
    ]


def test_annotations_and_comments_hold_no_escapes_and_call_nobody() -> None:
    of = replace(hostile(), project="@everyone", errors=("ping @org/team\x9b31m",))

    assert all(line.isprintable() for line in github.annotations(RESULTS[-1]))
    assert re.search(r"@\w", WRITERS[Form.MARKDOWN].write(of)) is None
