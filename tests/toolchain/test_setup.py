"""Set-up uses what is there, makes what is missing, and says what it cannot do."""

import ast
import os
import sys
from pathlib import Path

import pytest

from toolchain import go, preparation, pulumi_engine, setup, steps, virtual_environment
from toolchain.linters_build import PACKAGES, prepare_linters
from toolchain.peers_build import PACKAGE, prepare_peers
from toolchain.pulumi_engine import INSTALL_PULUMI
from toolchain.steps import SetupError
from toolchain.yaml_language_host import prepare_yaml_host

ROOT = Path(__file__).parents[2]


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder that is all of PATH, but for the system's own shell."""
    folder = tmp_path / "commands"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def pretend(folder: Path, name: str, script: str) -> Path:
    """Put a command on PATH."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)
    return file


def test_the_entry_parses_on_an_old_python() -> None:
    source = (ROOT / "toolchain" / "setup.py").read_text("utf-8")

    assert ast.parse(source, feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 8, 10), (3, 10, 14), (3, 14, 0)])
def test_another_python_hands_over_to_the_newest_that_works(
    commands: Path, monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    pretend(commands, "python3.13", "exit 127")
    pretend(commands, "python3.12", "exit 0")
    pretend(commands, "python3.11", "exit 0")
    handed_over = []

    def hand_over(*command: object) -> None:
        handed_over.append(command)
        sys.exit(0)

    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "argv", ["setup.py", "environment"])
    monkeypatch.setattr(os, "execvp", hand_over)
    with pytest.raises(SystemExit):
        setup.main()

    assert handed_over == [("python3.12", ["python3.12", "-m", "toolchain.setup", "environment"])]


@pytest.mark.usefixtures("commands")
@pytest.mark.parametrize(("version", "said"), [((3, 8, 10), r"3\.8 is too old"), ((3, 14, 0), r"3\.14 is too new")])
def test_another_python_alone_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], said: str
) -> None:
    monkeypatch.setattr(sys, "version_info", version)

    with pytest.raises(SystemExit, match=rf"Python {said} .*: install Python 3\.13, .*PYTHON="):
        setup.main()


def test_a_supported_python_is_known_by_its_version(commands: Path) -> None:
    (commands / "python3.11").symlink_to(sys.executable)
    pretend(commands, "python3.12", "exit 1")

    assert setup.works("python3.11") == (setup.OLDEST <= sys.version_info[:2] <= setup.NEWEST)
    assert not setup.works("python3.12")
    assert not setup.works("python3.13")


@pytest.mark.parametrize("newest", ["v3.249.0", "3.250.1", "v4.0.0"])
def test_a_new_enough_pulumi_is_used(commands: Path, newest: str) -> None:
    pulumi = pretend(commands, "pulumi", f"echo {newest}")

    assert pulumi_engine.find_pulumi(str(commands)) == pulumi


@pytest.mark.parametrize("script", ["echo v3.100.0", "echo v2.300.0", "echo hello", "exit 1"])
def test_an_older_or_broken_pulumi_is_left_alone(
    commands: Path, script: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pulumi = pretend(commands, "pulumi", script)

    assert pulumi_engine.find_pulumi(str(commands)) is None
    assert f"Leaving {pulumi} alone" in capsys.readouterr().out


def test_an_official_pulumi_brings_its_own_language_host(
    tmp_path: Path, commands: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    official = tmp_path / "official"
    official.mkdir()
    pulumi = pretend(official, "pulumi", "echo v3.260.0")
    host = pretend(official, "pulumi-language-python", "exit 0")
    (commands / "pulumi").symlink_to(pulumi)
    ours = tmp_path / "project" / ".local" / "bin"
    ours.mkdir(parents=True)
    for name in ("pulumi", "pulumi-language-python"):
        pretend(ours, name, "left over from an earlier set-up")

    pulumi_engine.prepare_engine(tmp_path / "project")

    assert list(ours.iterdir()) == []
    assert (tmp_path / "project" / ".local" / "engine.stamp").exists()
    assert f"Python language host at {host}" in capsys.readouterr().out


def test_what_set_up_has_made_is_not_taken_for_the_machine_s_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = tmp_path / ".local" / "bin"
    monkeypatch.setenv("PATH", os.pathsep.join(["/usr/bin", f"{tmp_path}/.local/../.local/bin", "/bin"]))

    assert pulumi_engine.path_without(made) == f"/usr/bin{os.pathsep}/bin"


@pytest.mark.parametrize(
    ("version", "enough"), [("go1.26.0", True), ("go1.27.3", True), ("go1.25.9", False), ("devel", False)]
)
def test_go_must_be_able_to_build_the_engine(commands: Path, version: str, enough: bool) -> None:
    assert go.new_enough(str(pretend(commands, "go", f"echo {version}"))) is enough


def test_a_missing_go_is_not_new_enough(tmp_path: Path) -> None:
    assert not go.new_enough(str(tmp_path / "go"))


NO_NETWORK = [
    'go: example.com/m@v1: Get "https://modules.example.com/": dial tcp: lookup modules.example.com: no such host',
    "Retrying after connection broken by 'NewConnectionError(...: Failed to establish a new connection)'",
    "ERROR: Could not find a version that satisfies the requirement pulumi\nERROR: No matching distribution found",
    "reading https://modules.example.com/m/@v/v1: 403 Forbidden",
]


@pytest.mark.parametrize("output", NO_NETWORK)
def test_a_missing_network_is_told_with_the_other_way(output: str) -> None:
    text = steps.failure(["go", "build"], 1, output, INSTALL_PULUMI)

    assert output in text
    assert "https://www.pulumi.com/docs/install/" in text


def test_another_failure_blames_no_network() -> None:
    text = steps.failure(["go", "build"], 2, "main.go:3: undefined: x", INSTALL_PULUMI)

    assert text == "main.go:3: undefined: x\n\n`go build` ended with code 2."


def test_a_failed_step_shows_the_end_of_its_output() -> None:
    script = "for line in $(seq 40); do echo line $line; done; exit 3"

    with pytest.raises(SetupError) as failed:
        steps.run("Counting", ["/bin/sh", "-c", script])

    shown = str(failed.value).splitlines()
    assert (shown[0], shown[24]) == ("line 16", "line 40")
    assert shown[-1].endswith("ended with code 3.")


def test_a_step_says_what_it_does_and_when_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    steps.run("Making nothing (1 s)", ["/bin/sh", "-c", "echo noise"])

    assert capsys.readouterr().out == "- Making nothing (1 s)\n  done in 0 s\n"


def test_a_half_made_environment_is_made_anew_and_the_next_run_keeps_it(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("half a file")
    (tmp_path / "requirements.lock").touch()

    virtual_environment.prepare_environment(tmp_path)
    made = python.stat(follow_symlinks=False)
    virtual_environment.prepare_environment(tmp_path)

    assert virtual_environment.runs(python)
    assert (tmp_path / ".venv" / ".stamp").exists()
    assert python.stat(follow_symlinks=False) == made


def test_an_unreachable_package_index_is_told_with_the_mirror_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "INDEX_URL": "http://127.0.0.1:9/",
        "RETRIES": "0",
        "FIND_LINKS": "",
        "NO_CACHE_DIR": "1",
    }.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    (tmp_path / "requirements.lock").write_text(f"a-package==1.0 --hash=sha256:{'0' * 64}\n")

    with pytest.raises(SetupError, match="PIP_INDEX_URL"):
        virtual_environment.prepare_environment(tmp_path)

    assert not (tmp_path / ".venv" / ".stamp").exists()


def test_a_python_without_ensurepip_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_environment, "find_spec", lambda _module: None)

    with pytest.raises(SetupError, match=rf"apt install python3\.{sys.version_info.minor}-venv"):
        virtual_environment.prepare_environment(tmp_path)


def test_a_stopped_set_up_says_how_to_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(preparation.PARTS, "engine", stop)

    assert "Run `make setup` again" in str(preparation.prepare(["engine"])).replace("run", "Run")


def test_a_yaml_language_host_on_path_is_used(
    commands: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    host = pretend(commands, "pulumi-language-yaml", "exit 0")

    prepare_yaml_host(tmp_path)

    assert f"Using the YAML language host at {host}" in capsys.readouterr().out


def test_linters_are_built_from_the_modules_that_are_pinned(commands: Path, tmp_path: Path) -> None:
    pretend(commands, "go", f'[ "$1" = env ] && echo go1.26.1 || echo "$@" > {tmp_path}/built')
    (tmp_path / ".local").mkdir()

    prepare_linters(tmp_path)

    built = (tmp_path / "built").read_text().split()
    assert built[:3] == ["-C", f"{tmp_path}/toolchain/linters", "build"]
    assert built[-2:] == list(PACKAGES)
    assert (tmp_path / ".local" / "linters.stamp").exists()


def test_peers_are_installed_apart_as_they_are_pinned(commands: Path, tmp_path: Path) -> None:
    pretend(commands, "go", f'[ "$1" = env ] && echo go1.26.1 || echo "$@" > {tmp_path}/built')
    folder = tmp_path / ".local" / "peers" / "bin"
    folder.mkdir(parents=True)
    pretend(folder, "python", f'echo "$@" > {tmp_path}/installed')

    prepare_peers(tmp_path)

    installed, built = ((tmp_path / name).read_text().split() for name in ("installed", "built"))
    assert "--require-hashes" in installed
    assert installed[-2:] == ["-r", f"{tmp_path}/benchmarks/requirements.lock"]
    assert built[:3] == ["-C", f"{tmp_path}/benchmarks/opa", "build"]
    assert built[-2:] == [f"{folder}/opa", PACKAGE]
    assert (tmp_path / ".local" / "peers.stamp").exists()
