"""Exemptions that end or can never match are found; those that hold are carried over to Azure Policy."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.policypacks.conftest import EXEMPTION, URN
from tests.policypacks.test_command import run


def test_exemptions_are_listed_with_the_days_they_have_left(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({}, {"expires": "2026-11-21", "property": "adminUserEnabled"}, {"expires": "2026-11-20"})

    code, out, _ = run(capsys, "exemptions", "list", "--format", "json")

    assert code == 0
    assert [(one["days_left"], one["state"], one["property"]) for one in json.loads(out)] == [
        (-1, "expired", None),
        (0, "holds", "adminUserEnabled"),
        (71, "holds", None),
    ]


def test_a_table_of_exemptions_has_one_line_each(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({})

    _, out, _ = run(capsys, "exemptions", "list")

    assert out.splitlines()[2].split() == [
        EXEMPTION["guardrail"], URN, "waiver", "platform-team", "2027-01-31", "71", "holds",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"expires": "2026-11-20"}, "ran out on 2026-11-20: remove it, or decide anew"),
        ({"expires": "2027-11-23"}, "ends on 2027-11-23, which is too far: give a day until 2027-11-22"),
        ({"expires": "9999-12-31"}, "ends on 9999-12-31, which is too far: give a day until 2027-11-22"),
        ({"resource": "images"}, "matches no URN: begin with urn:pulumi: or *"),
        ({"resource": "urn:pulumi:prod::images"}, "matches no URN: begin with urn:pulumi: or *"),
        ({"resource": "prod::*::images"}, "matches no URN: begin with urn:pulumi: or *"),
        (
            {"resource": "urn:pulumi:*::*::my:index:Cluster$azure-native:keyvault/v20241101:Vault::images"},
            "the guardrail does not judge azure-native:keyvault:Vault",
        ),
    ],
)
def test_a_faulty_exemption_exits_1_with_the_reason(
    change: dict[str, str], fault: str, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt(change, {})

    code, out, err = run(capsys, "exemptions", "check", "--format", "json")

    assert code == 1
    assert [(one["resource"], one["fault"]) for one in json.loads(out)] == [(change.get("resource", URN), fault)]
    assert "2 exemptions, 1 faults." in err


def test_the_same_exemption_twice_is_a_fault(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({}, {"property": "adminUserEnabled"}, {"owner": "someone-else"})

    code, out, _ = run(capsys, "exemptions", "check", "--format", "json")

    assert code == 1
    assert [one["owner"] for one in json.loads(out)] == ["someone-else"]


@pytest.mark.parametrize(
    "resource",
    [
        URN,
        "*::images",
        "*",
        "urn:pulumi:pr*::images",
        "urn:pulumi:prod::p::my:index:Registry$azure-native:containerregistry/v20230701:Registry::images",
        "urn:pulumi:prod::p::azure-native:resources:Resource::images",
        "urn:pulumi:prod::p::*:Registry::images",
    ],
)
def test_an_exemption_that_can_match_is_no_fault(
    resource: str, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({"resource": resource})

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out, err) == (0, "", "1 exemptions, 0 faults.\n")


@pytest.mark.parametrize(
    ("expires", "options", "code"),
    [("2027-11-22", [], 0), ("2027-11-23", ["--max-days", "367"], 0), ("2027-01-31", ["--max-days", "70"], 1)],
)
def test_how_long_an_exemption_may_hold_is_an_option(
    expires: str, options: list[str], code: int, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({"expires": expires})

    assert run(capsys, "exemptions", "check", *options)[0] == code


@pytest.mark.parametrize(("soon", "told"), [("71", True), ("70", False)])
def test_an_end_that_is_near_is_told_and_is_no_fault(
    soon: str, told: bool, exempt: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    exempt({})

    code, _, err = run(capsys, "exemptions", "check", "--soon", soon)

    assert code == 0
    assert ("ends in 71 days (platform-team)" in err) is told


def test_a_file_of_wrong_form_exits_2(exempt: Any, capsys: pytest.CaptureFixture[str]) -> None:
    exempt({"guardrail": "acr-admin-user-disable"})

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out) == (2, "")
    assert "Did you mean acr-admin-user-disabled" in err


@pytest.mark.parametrize("name", ["exemptions.yaml", "mine.yaml"])
def test_a_fault_is_told_under_the_file_s_own_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(tmp_path / name))
    (tmp_path / name).write_text("exemptions: 3")

    code, out, err = run(capsys, "exemptions", "check")

    assert (code, out, err) == (2, "", f"guardrails: {name}.exemptions: 3 is not of type 'array'\n")
