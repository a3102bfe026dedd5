"""Local runs: what reaches the CLI, and what never does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.azure.client import Client
from tests.engine import ROOT, Engine
from toolchain import local

TELLS = Path(__file__).parent / "programs" / "tells"


def test_a_user_s_own_pulumi_is_out_of_reach(tmp_path: Path) -> None:
    own = {
        "PULUMI_ACCESS_TOKEN": "pul-1234",
        "PULUMI_BACKEND_URL": "https://api.pulumi.com",
        "PULUMI_HOME": "/home/me/.pulumi",
        "PULUMI_CONFIG_PASSPHRASE_FILE": "/home/me/passphrase",
        "PULUMI_OPTION_POLICY_PACK": "policypacks/aks",
        "HOME": "/home/me",
    }
    env = local.environment(tmp_path, tmp_path / ".local", own)

    assert {name: value for name, value in env.items() if name != "PATH"} == {
        "HOME": "/home/me",
        "PULUMI_OPTION_POLICY_PACK": "policypacks/aks",
        "GOGC": "400",
        "PYTHONPYCACHEPREFIX": f"{tmp_path}/.local/pycache",
        "PYTHONDONTWRITEBYTECODE": "",
        "PULUMI_HOME": f"{tmp_path}/.local/home",
        "PULUMI_BACKEND_URL": f"file://{tmp_path}/.local/state",
        "PULUMI_CONFIG_PASSPHRASE": "",
        "PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        "GUARDRAILS_DURATIONS": f"{tmp_path}/simulator/azure/durations.toml",
        "SIMULATED_AZURE_STATE": f"{tmp_path}/.local/azure.json",
        "SIMULATED_KUBERNETES": f"{tmp_path}/.local/kubernetes",
        "SIMULATED_REPOSITORY": f"{tmp_path}/.local/repository",
    }


def test_the_engine_s_logs_of_earlier_runs_go_and_no_further_come(engine: Engine) -> None:
    earlier = engine.folder / "home" / "logs" / "pulumi-1.log"
    earlier.parent.mkdir(parents=True)
    earlier.touch()

    engine.preview(TELLS, "blue")

    assert earlier.parent.read_bytes() == b""


def test_state_has_a_place_under_any_folder_name(engine: Engine, tmp_path: Path) -> None:
    local_runs = tmp_path / "a b #1 100%41"
    env = local.environment(ROOT, local_runs, engine.env)

    local.create_stack(TELLS, "dev", local_runs, env)

    assert (local_runs / "state" / ".pulumi" / "stacks" / "tells" / "dev.json").is_file()


def test_the_project_s_own_commands_come_first(tmp_path: Path) -> None:
    env = local.environment(tmp_path, tmp_path / ".local", {"PATH": "/usr/bin"})

    assert env["PATH"].split(os.pathsep) == [f"{tmp_path}/.local/bin", f"{tmp_path}/simulator/bin", "/usr/bin"]


@pytest.mark.parametrize(
    ("stacks", "there_are"), [(["dev", "prod.eu"], "there are: dev, prod.eu"), ([], "there are none")]
)
def test_an_unknown_stack_is_told_which_there_are(tmp_path: Path, stacks: list[str], there_are: str) -> None:
    for stack in stacks:
        (tmp_path / f"Pulumi.{stack}.yaml").touch()

    with pytest.raises(SystemExit) as ended:
        local.settings_file(tmp_path, "test")

    assert ended.value.code == f"STACK=test has no Pulumi.test.yaml; {there_are}"


@pytest.mark.parametrize("line", ["name: tells", "name:   'tells'", 'name: "tells"  # a comment'])
def test_the_project_s_name_is_read(tmp_path: Path, line: str) -> None:
    (tmp_path / "Pulumi.yaml").write_text(f"description: some\n{line}\nruntime: python\n")

    assert local.project_name(tmp_path) == "tells"


@pytest.mark.parametrize("form", ["deployerId: {} # replace\n", '{{"deployerId": "{}"}}'])
def test_the_simulated_azure_is_run_by_whom_the_settings_name(tmp_path: Path, form: str) -> None:
    """Or nobody could make the keys of a stack that is deployed by somebody else."""
    named, silent = tmp_path / "Pulumi.prod.yaml", tmp_path / "Pulumi.dev.yaml"
    named.write_text(form.format("8F5B0A96-2b4c-4d1e-907a-6e9b1c3d5a48"))
    silent.write_text("environment: dev\n")

    assert Client.configured({}).object_id != "8f5b0a96-2b4c-4d1e-907a-6e9b1c3d5a48"
    assert local.deployer(silent) == {}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in local.deployer(named).items():
            patch.setenv(name, value)
        assert Client.configured({}).object_id == "8f5b0a96-2b4c-4d1e-907a-6e9b1c3d5a48"


@pytest.mark.parametrize("content", [None, "runtime: python\n"])
def test_a_folder_without_a_project_is_refused(tmp_path: Path, content: str | None) -> None:
    if content:
        (tmp_path / "Pulumi.yaml").write_text(content)

    with pytest.raises(SystemExit, match=r"Pulumi\.yaml"):
        local.project_name(tmp_path)


@pytest.mark.parametrize("arguments", [[], ["preview"], ["cancel", "dev"]])
def test_a_wrong_command_gets_the_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="usage"):
        local.main(arguments)


@pytest.mark.engine
def test_a_run_keeps_to_the_folder_local(engine: Engine, tmp_path: Path) -> None:
    project, home = tmp_path / "project", tmp_path / "user"
    shutil.copytree(TELLS, project)
    home.mkdir()
    before = {file.name: file.read_bytes() for file in project.iterdir()}
    command = [sys.executable, str(ROOT / "toolchain" / "local.py"), "up", "blue", "--skip-preview"]
    env = {"HOME": str(home), "PATH": engine.env["PATH"], "PULUMI_ACCESS_TOKEN": "pul-1234"}
    for _ in range(2):
        run = subprocess.run(command, cwd=project, env=env, check=False, capture_output=True, text=True)
        assert run.returncode == 0, run.stdout + run.stderr

    after = {file.name: file.read_bytes() for file in project.iterdir() if file.is_file()}
    assert after == before
    assert {entry.name for entry in project.iterdir() if entry.is_dir()} <= {".local", "__pycache__"}
    assert list(home.iterdir()) == []


def destroyed(folder: Path, resources: list[object], *flags: str) -> subprocess.CompletedProcess[str]:
    """Destroy dev, whose state has these resources, with a CLI that says what it was asked and ends with 42."""
    exported = json.dumps({"version": 3, "deployment": {"resources": resources} if resources else None})
    pulumi = folder / "bin" / "pulumi"
    pulumi.parent.mkdir()
    answer = f"case \"$*\" in 'stack export'*) echo '{exported}'; exit 0;; stack*) exit 0;; esac"
    pulumi.write_text(f'#!/bin/sh\n{answer}\necho "$@"\nexit 42\n')
    pulumi.chmod(0o755)
    (folder / "Pulumi.yaml").write_text("name: some\n")
    (folder / "Pulumi.dev.yaml").write_text("config: {}\n")
    command = [sys.executable, str(ROOT / "toolchain" / "local.py"), "destroy", "dev", *flags]
    env = {"PATH": f"{pulumi.parent}{os.pathsep}/bin"}
    return subprocess.run(command, cwd=folder, env=env, check=False, capture_output=True, text=True)


GUARDED: list[object] = [
    {"urn": "urn:pulumi:dev::some::a:index:B$azure-native:keyvault:Vault::vault", "protect": True},
    {"urn": "urn:pulumi:dev::some::azure-native:network:Subnet::nodes"},
]


def test_what_is_protected_stops_a_destroy_before_anything_is_deleted(tmp_path: Path) -> None:
    run = destroyed(tmp_path, GUARDED)

    assert run.returncode == 1
    assert run.stdout == "", "the CLI was not asked to destroy"
    assert "STACK=dev protects these from deletion" in run.stderr
    assert "vault (azure-native:keyvault:Vault)" in run.stderr
    assert "nodes" not in run.stderr
    assert "set protectData to false in Pulumi.dev.yaml and run `make up STACK=dev` first" in run.stderr


@pytest.mark.parametrize("flag", ["--exclude-protected", "--target=urn", "--preview-only"])
def test_a_destroy_that_leaves_something_is_the_cli_s_to_judge(tmp_path: Path, flag: str) -> None:
    assert destroyed(tmp_path, GUARDED, flag).returncode == 42


def test_the_cli_gets_the_stack_s_copied_settings_and_its_exit_code_comes_back(tmp_path: Path) -> None:
    run = destroyed(tmp_path, [], "--diff")

    copied = f"{tmp_path}/.local/project/Pulumi.dev.yaml"
    assert run.stdout == f"destroy --stack dev --config-file {copied} --yes --diff\n"
    assert run.returncode == 42
    assert Path(copied).read_text() == "config: {}\n"


def test_a_stack_that_cannot_be_made_shows_what_the_cli_said(tmp_path: Path) -> None:
    pulumi = tmp_path / "bin" / "pulumi"
    pulumi.parent.mkdir()
    pulumi.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    pulumi.chmod(0o755)
    (tmp_path / "Pulumi.yaml").write_text("name: some\n")

    with pytest.raises(SystemExit, match="`pulumi stack init dev --non-interactive` failed:\nno room"):
        local.create_stack(tmp_path, "dev", tmp_path / ".local", {"PATH": f"{pulumi.parent}{os.pathsep}/bin"})


@pytest.mark.parametrize("target", ["preview", "up", "refresh", "destroy"])
def test_a_stack_that_is_not_there_is_told_before_anything_is_built(target: str) -> None:
    """Not after minutes of setting up, with an API server left behind."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", target, "STACK=nowhere"], cwd=ROOT, env=plain, check=False, capture_output=True, text=True
    )

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("STACK=nowhere has no Pulumi.nowhere.yaml; there are: ")
