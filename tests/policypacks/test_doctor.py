"""`guardrails doctor` tells what is wrong with a machine and a project of whatever kind, and what to do about it."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from guardrails.diagnosis import machine, settings
from guardrails.diagnosis.check import State
from guardrails.report import store
from guardrails.report.model import Result

from tests.engine import ROOT
from tests.hostile import HOSTILE
from tests.policypacks.report.made import result
from tests.policypacks.test_command import run

PROGRAM = {
    "name": "p",
    "runtime": {"name": "python", "options": {"virtualenv": "venv"}},
    "config": {
        "size": {"type": "integer", "description": "Of the pool."},
        "private": {"type": "boolean", "default": True},
        "azure-native:location": {"value": "westeurope"},
    },
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project whose stack `dev` and whose packages are in order."""
    folder = tmp_path / "project"
    packages = folder / "venv" / "lib" / "python3.12" / "site-packages"
    for name, version in (("pulumi", "3.1.0"), ("Zope.Thing", "2.0")):
        (packages / f"{name}-{version}.dist-info").mkdir(parents=True)
        (packages / f"{name}-{version}.dist-info" / "METADATA").write_text(f"Name: {name}\nVersion: {version}\n")
    (folder / "requirements.lock").write_text(
        "pulumi==3.1.0 \\\n    --hash=sha256:0\nzope-thing==1.9 ; python_version < '3.12'\n"
        "zope-thing==2.0 ; python_version >= '3.12'\ncolorama==1.0 ; sys_platform == 'win32'\n"
    )
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(PROGRAM))
    configure(folder, size=3)
    return folder


@pytest.fixture
def doctor(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Return a function that examines the project on 2026-11-21: exit code, and check -> state and what was found."""
    engine = tmp_path / "bin" / "pulumi"
    install(engine, "#!/bin/sh\necho v3.250.0\n")
    monkeypatch.setenv("PATH", str(engine.parent))
    monkeypatch.setenv("GUARDRAILS_TODAY", "2026-11-21")
    (tmp_path / "exemptions.yaml").write_text("exemptions: []\n")
    monkeypatch.setenv("GUARDRAILS_EXEMPTIONS", str(tmp_path / "exemptions.yaml"))

    def examine(*options: str) -> tuple[int, dict[str, tuple[str, str]]]:
        code, out, err = run(capsys, "doctor", "--cwd", str(project), "--format", "json", *options)
        records = json.loads(out)
        assert f"{len(records)} checks" in err
        return code, {one["check"]: (one["state"], one["found"]) for one in records}

    return examine


def configure(folder: Path, **config: Any) -> None:
    (folder / "Pulumi.dev.yaml").write_text(yaml.safe_dump({"config": {f"p:{k}": v for k, v in config.items()}}))


def install(file: Path, text: str) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    file.chmod(0o755)


def saved(of: Result, file: Path) -> str:
    file.write_text(store.to_json(of), "utf-8")
    return str(file)


def test_what_is_in_order_exits_0_and_what_is_not_known_says_how_to_know_it(doctor: Any) -> None:
    code, found = doctor()

    assert code == 0
    assert found == {
        "python": ("ok", ".".join(map(str, sys.version_info[:3]))),
        "packages": ("ok", "3 as requirements.lock says"),
        "engine": ("ok", found["engine"][1]),
        "providers": ("ok", "none on the PATH: the engine takes the released ones"),
        "settings dev": ("ok", "Pulumi.dev.yaml fits Pulumi.yaml"),
        "addresses, permissions": ("unknown", found["addresses, permissions"][1]),
        "retirements": ("unknown", found["retirements"][1]),
        "exemptions": ("ok", "0, none ends within 30 days"),
    }
    assert found["engine"][1].startswith("Pulumi v3.250.0 at ")


def test_a_machine_without_an_engine_exits_3(doctor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    code, found = doctor()

    assert (code, found["engine"][0]) == (3, "wrong")


@pytest.mark.parametrize(
    ("script", "state"), [("echo v3.248.1", "warning"), ("echo broken >&2; exit 1", "wrong"), ("echo dev", "wrong")]
)
def test_an_engine_is_asked_for_its_version(script: str, state: str, tmp_path: Path) -> None:
    install(tmp_path / "bin" / "pulumi", f"#!/bin/sh\n{script}\n")

    assert machine.engine({"PATH": f"{tmp_path / 'bin'}:/bin"}).state.value == state


def test_providers_on_the_path_are_told_and_simulated_ones_by_that_word(tmp_path: Path) -> None:
    for name, text in (("a", "#!/bin/sh\n# The simulated cloud.\n"), ("b", "\x7fELF simulated")):
        install(tmp_path / "bin" / f"pulumi-resource-{name}", text)
    (tmp_path / "bin" / "pulumi-resource-c").write_text("not a program")

    found = list(machine.providers({"PATH": str(tmp_path / "bin")}))

    assert [(one.name, one.found.split(":")[0]) for one in found] == [
        ("provider a", "simulated"),
        ("provider b", "local"),
    ]


@pytest.mark.parametrize(
    ("lock", "text", "state"),
    [
        ("requirements.lock", "pulumi==3.2.0\n", State.WRONG),
        ("requirements.lock", "absent==1\n", State.WRONG),
        ("requirements.lock", "pulumi>=3\n", State.WARNING),
        ("uv.lock", '[[package]]\nname = "pulumi"\nversion = "3.1.0"\n', State.OK),
        ("uv.lock", '[[package]]\nname = "pulumi"\nversion = "3.2.0"\n', State.WRONG),
    ],
)
def test_packages_are_compared_with_the_lock(lock: str, text: str, state: State, project: Path) -> None:
    (project / "requirements.lock").unlink()
    (project / lock).write_text(text)

    found = machine.packages(project, PROGRAM)

    assert found is not None
    assert found.state is state
    assert machine.packages(project, {"runtime": "nodejs"}) is None


@pytest.mark.parametrize(
    ("config", "told"),
    [
        ({}, "p:size: is not set. Of the pool."),
        ({"size": "many"}, "p:size: must be of type integer, not 'many'"),
        ({"size": True}, "p:size: must be of type integer, not True"),
        ({"size": "3", "private": "maybe", "other": 4}, "p:private: must be of type boolean, not 'maybe'"),
    ],
)
def test_settings_that_do_not_fit_exit_1(config: dict[str, Any], told: str, doctor: Any, project: Path) -> None:
    configure(project, **config)

    code, found = doctor()

    assert (code, found["settings dev"]) == (1, ("wrong", told))


def test_the_program_s_own_reader_is_asked_about_each_stack(doctor: Any, project: Path) -> None:
    reader = "import sys; print(sys.argv[1] + ' is too small'); sys.exit(1)"
    configure(project, size={"secure": "v1:x"})
    (project / "pyproject.toml").write_text(f'[tool.guardrails]\nsettings = """{sys.executable} -c "{reader}" """\n')

    assert doctor()[1]["settings dev"] == ("wrong", "dev is too small")
    reader = "import sys; print('the right to ' + sys.argv[1] + ' ends soon'); print('slow', file=sys.stderr)"
    (project / "pyproject.toml").write_text(f'[tool.guardrails]\nsettings = """{sys.executable} -c "{reader}" """\n')
    code, found = doctor()
    assert (code, found["settings dev"]) == (0, ("warning", "the right to dev ends soon"))
    (project / "pyproject.toml").write_text('[tool.guardrails]\nsettings = "nowhere/python"\n')
    assert "`nowhere/python dev` cannot be run" in doctor()[1]["settings dev"][1]


def test_stack_files_are_found_where_the_project_keeps_them(project: Path) -> None:
    def states(**changes: Any) -> dict[str, State]:
        return {one.name: one.state for one in settings.stacks(project, {**PROGRAM, **changes})}

    (project / "stacks").mkdir()
    (project / "stacks" / "Pulumi.empty.yaml").write_text("")
    (project / "stacks" / "Pulumi.shared.yml").write_text("environment: [azure-login]\n")

    assert states() == {"settings dev": State.OK}
    assert states(config="stacks") == {"settings empty": State.OK, "settings shared": State.UNKNOWN}
    assert states(stackConfigDir="stacks") == {"settings empty": State.WRONG, "settings shared": State.UNKNOWN}
    assert states(stackConfigDir="docs") == {"settings": State.UNKNOWN}


@pytest.mark.parametrize("name", ["Pulumi.yaml", "Pulumi.dev.yaml"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.usefixtures("doctor")
def test_a_hostile_file_is_refused(name: str, text: str, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / name).write_text(text, "utf-8")

    code, _, err = run(capsys, "doctor", "--cwd", str(project))

    assert code == 2
    assert " ".join(HOSTILE[text].split()) in " ".join(err.split())


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Pulumi.dev.yaml", "config: [1]", "config must hold keys and values, not a list"),
        ("pyproject.toml", f"a = {'[' * 100_000}", "maximum recursion depth exceeded"),
    ],
)
@pytest.mark.usefixtures("doctor")
def test_a_file_of_another_form_is_refused(
    name: str, text: str, told: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / name).write_text(text, "utf-8")

    code, _, err = run(capsys, "doctor", "--cwd", str(project))

    assert code == 2
    assert f"{name}: {told}" in " ".join(err.split())


def test_a_type_that_is_none_asks_nothing(doctor: Any, project: Path) -> None:
    (project / "Pulumi.yaml").write_text(yaml.safe_dump(PROGRAM | {"config": {"size": {"type": ["integer"]}}}))

    assert doctor()[1]["settings dev"][0] == "ok"


@pytest.mark.parametrize("text", [None, "- a", "a: [", b"\xff"])
def test_a_folder_that_is_no_project_exits_2(
    text: str | bytes | None, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "Pulumi.yaml"
    file.unlink() if text is None else file.write_bytes(text if isinstance(text, bytes) else text.encode())

    code, _, err = run(capsys, "doctor", "--cwd", str(project))

    assert code == 2
    assert "Pulumi.yaml" in err


def test_addresses_permissions_and_retirements_follow_from_the_result(doctor: Any, tmp_path: Path) -> None:
    code, found = doctor(saved(result("dev"), tmp_path / "last.json"))

    assert code == 0
    assert found["addresses"] == ("ok", "3 of 3 subnets in 1 networks, none overlaps")
    assert found["permissions"][0] == "note"
    assert found["retirement retired-key-vault-api"][0] == "warning"
    assert "in 98 days" in found["retirement retired-key-vault-api"][1]


def test_this_project_names_its_reader() -> None:
    assert (ROOT / settings.reader(ROOT).split()[-1].replace(".", "/")).with_suffix(".py").exists()
