"""The command tells what there is and why a setting is as it is; data on stdout, the rest on stderr."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from guardrails.catalog import catalog
from guardrails.command.app import main
from guardrails.command.output import working
from guardrails.frameworks import FRAMEWORKS, slug
from guardrails.guardrail import Guardrail

PACK = Path(__file__).resolve().parents[2] / "policypacks" / "aks"
CONFIGURATION = """
profile: strict
stacks:
  prod*:
    unknown: block
    guardrails: {acr-retention-policy: {level: advisory, parameters: {days: 7}}}
resources:
  - resource: "*::images"
    guardrails: {acr-retention-policy: {level: disabled}}
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of the command."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    written = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, written.out, written.err


def data(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    """Return the JSON that the command writes."""
    code, out, err = run(capsys, *arguments, "--format", "json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_a_shell_completes_commands_and_guardrails_of_the_command_on_its_path(tmp_path: Path) -> None:
    def completed(*words: str) -> list[str]:
        env = {
            **os.environ,
            "PATH": f"{PACK / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "COMP_WORDS": " ".join(words),
            "COMP_CWORD": str(len(words) - 1),
            "_GUARDRAILS_COMPLETE": "complete_bash",
        }
        done = subprocess.run(["guardrails"], cwd=tmp_path, env=env, check=True, capture_output=True, text=True)
        return done.stdout.split()

    assert completed("guardrails", "ex") == ["explain", "exemptions"]
    assert completed("guardrails", "explain", "acr-admin") == ["acr-admin-user-disabled"]


def test_long_work_shows_on_stderr_that_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = {}
    monkeypatch.setenv("TERM", "xterm")
    for terminal in (False, True):
        monkeypatch.setenv("FORCE_COLOR", "1") if terminal else monkeypatch.delenv("FORCE_COLOR", raising=False)
        with working("Asking ..."):
            pass
        out, told[terminal] = capsys.readouterr()
        assert out == ""

    assert told[False] == "Asking ...\n"
    assert "Asking ..." in told[True]
    assert "\x1b[?25l" in told[True]  # no cursor while it moves


def test_all_guardrails_are_listed_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "list")

    assert [line.split()[0] for line in out.splitlines()[2:]] == [one.name for one in catalog()]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_lists_those_that_answer_to_it(framework: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = {
        one.name: [control.reference for control in one.controls if control.framework == framework] for one in catalog()
    }

    found = data(capsys, "list", "--framework", slug(framework))

    assert {one["name"]: one["references"] for one in found} == {name: ids for name, ids in expected.items() if ids}


def test_an_option_given_twice_takes_either_and_different_ones_must_all_hold(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = data(
        capsys, "list", "--severity", "critical", "--severity", "High", "--subject", "acr", "--requirement", "004-3"
    )

    assert [one["name"] for one in found] == [
        one.name
        for one in catalog()
        if one.severity.value in {"critical", "high"} and one.name.startswith("acr-") and "004-3" in one.requirements
    ]
    assert len(found) > 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["list", "--framework", "cis-ask"], "cis-aks"),
        (["list", "--severity", "hihg"], "high"),
        (["list", "--subject", "ask"], "aks"),
        (["list", "--requirement", "001-99"], "001-9"),
        (["explain", "aks-private-cluter"], "aks-private-cluster"),
        (["config", "explain", "aks-private-cluter", "--stack", "dev"], "aks-private-cluster"),
        (["exemptions", "azure-policy", "--state", "no-such-file.json"], "no-such-file.json"),
    ],
)
def test_a_wrong_value_exits_2_and_names_the_right_one(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *arguments)

    assert (code, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    "name", ["acr-retention-policy", "acr-private-endpoint", next(one.name for one in catalog() if one.retires)]
)
def test_an_explanation_has_everything_a_page_has(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    guardrail = next(one for one in catalog() if one.name == name)
    parameters = guardrail.parameters if isinstance(guardrail, Guardrail) else {}

    code, out, _ = run(capsys, "explain", name)

    parts = [guardrail.why, guardrail.fix, guardrail.link, guardrail.absent, *parameters, str(guardrail.retires or "")]
    parts += [*guardrail.passing, *guardrail.failing, *(control.reference for control in guardrail.controls)]
    assert code == 0
    assert [part for part in parts if part not in out] == []


def test_references_between_resources_are_shown_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    found = data(capsys, "explain", "acr-private-endpoint")

    assert "${registry.id}" in json.dumps(found["passing"])


@pytest.mark.parametrize(
    ("stack", "resource", "expected"),
    [
        (
            "dev",
            "",
            {
                "level": ("mandatory", "guardrails.yaml: profile strict"),
                "unknown": ("note", "the guardrail's own file"),
                "days": (30, "the guardrail's own file"),
            },
        ),
        (
            "prod-eu",
            "",
            {
                "level": ("advisory", "guardrails.yaml: stacks.prod*"),
                "unknown": ("block", "guardrails.yaml: stacks.prod*"),
                "days": (7, "guardrails.yaml: stacks.prod*"),
            },
        ),
        (
            "prod-eu",
            "urn:pulumi:prod-eu::p::t::images",
            {
                "level": ("disabled", "guardrails.yaml: resources[0] (*::images)"),
                "unknown": ("block", "guardrails.yaml: stacks.prod*"),
                "days": (7, "guardrails.yaml: stacks.prod*"),
            },
        ),
    ],
)
def test_each_value_of_a_setting_says_where_it_is_from(  # noqa: PLR0913, PLR0917 - two fixtures beside the case
    stack: str,
    resource: str,
    expected: dict[str, tuple[object, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "guardrails.yaml").write_text(CONFIGURATION)
    monkeypatch.setenv("GUARDRAILS_CONFIG", str(tmp_path / "guardrails.yaml"))

    code, out, err = run(
        capsys,
        "config",
        "explain",
        "acr-retention-policy",
        "--stack",
        stack,
        "--resource",
        resource,
        "--format",
        "json",
    )

    assert code == 0
    assert {one["key"]: (one["value"], one["origin"]) for one in json.loads(out)} == expected
    assert ("*::images" in err) is not bool(resource)


def test_a_wrong_file_exits_2_with_key_and_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.yaml").write_text("profil: strict")
    monkeypatch.setenv("GUARDRAILS_CONFIG", str(tmp_path / "mine.yaml"))

    code, out, err = run(capsys, "config", "explain", "acr-retention-policy", "--stack", "dev")

    assert (code, out) == (2, "")
    assert err == "guardrails: mine.yaml: there is no profil. Did you mean profile?\n"


def test_the_command_starts_by_its_path_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, PACK / "guardrails", "list", "--severity", "critical"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines()[2].startswith("acr-admin-user-disabled")
    assert done.stderr == ""


@pytest.mark.parametrize(("wish", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_is_a_wish_that_no_color_refuses(wish: dict[str, str], coloured: bool) -> None:
    own = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}

    done = subprocess.run(
        [sys.executable, PACK / "guardrails", "explain", "nothing"],
        env={**own, "FORCE_COLOR": "1", "TERM": "xterm-256color", **wish},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert bool(re.search(r"\x1b\[(\d;)?3\d", done.stderr)) is coloured


def test_the_help_documents_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")

    assert code == 0
    assert "Exit codes: 0" in " ".join(out.split())


def test_the_pack_itself_imports_nothing_of_the_command() -> None:
    program = (
        "import sys; from guardrails.server import serve; from guardrails.catalog import catalog; catalog();"
        "others = ('typer', 'rich', 'jinja2', 'guardrails.command', 'guardrails.report');"
        "print([one for one in sys.modules if one.startswith(others)])"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=PACK, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
