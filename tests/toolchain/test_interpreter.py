"""The Python behind a program: its packages, and the providers that they need."""

import base64
import json
import sys
from pathlib import Path

import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto.language_pb2 import ProgramInfo

from toolchain.language_host.commands import install_commands
from toolchain.language_host.interpreter import Interpreter, MissingVirtualEnvironmentError


def program(root: Path, virtualenv: str | None = "env") -> ProgramInfo:
    """Describe a program as the engine does."""
    options = Struct()
    if virtualenv:
        options["virtualenv"] = virtualenv
    return ProgramInfo(root_directory=str(root), program_directory=str(root), entry_point=".", options=options)


@pytest.fixture
def site_packages(tmp_path: Path) -> Path:
    """Make an empty virtual environment `env`; give the place of its packages."""
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    packages = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    return packages


def install(site_packages: Path, name: str, requires: str = "", plugin: object = None) -> None:
    """Pretend that a package is installed."""
    metadata = site_packages / f"{name}-1.0.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n" + f"Requires-Dist: {requires}\n" * bool(requires)
    )
    if plugin:
        (site_packages / name).mkdir()
        (site_packages / name / "pulumi-plugin.json").write_text(json.dumps(plugin))


def test_without_the_option_the_host_s_own_python_runs(tmp_path: Path) -> None:
    assert Interpreter.of(program(tmp_path, None)) == Interpreter(Path(sys.prefix))


def test_a_relative_virtual_environment_starts_at_the_project_s_root(tmp_path: Path, site_packages: Path) -> None:
    assert site_packages.is_relative_to(Interpreter.of(program(tmp_path)).prefix)


def test_a_missing_virtual_environment_names_the_option_and_the_fix(tmp_path: Path) -> None:
    with pytest.raises(MissingVirtualEnvironmentError, match=r"`virtualenv: env` names .*`pulumi install`"):
        Interpreter.of(program(tmp_path))


def test_an_activated_environment_has_its_commands_first() -> None:
    env = Interpreter(Path("/env")).environment({"PATH": "/usr/bin", "PYTHONHOME": "/other", "LANG": "C"})

    assert env == {"PATH": "/env/bin:/usr/bin", "LANG": "C", "VIRTUAL_ENV": "/env"}


def test_packages_name_the_providers_they_need(tmp_path: Path, site_packages: Path) -> None:
    value = base64.b64encode(b"who").decode()
    install(site_packages, "pulumi_cloud", plugin={"resource": True, "name": "cloud-native", "version": "3.29.0"})
    install(site_packages, "pulumi_other_cloud", plugin={"resource": True, "server": "https://example.com/"})
    install(site_packages, "pulumi_policy", plugin={"resource": False})
    base = {"name": "small", "version": "1.2.3", "value": value}
    install(site_packages, "pulumi_small", plugin={"resource": True, "name": "any", "parameterization": base})

    cloud, other, small = Interpreter.of(program(tmp_path)).plugins()

    assert (cloud.kind, cloud.name, cloud.version, cloud.server) == ("resource", "cloud-native", "3.29.0", "")
    assert (other.name, other.version, other.server) == ("other-cloud", "", "https://example.com/")
    assert not cloud.HasField("parameterization")
    assert (small.name, small.parameterization.name, small.parameterization.value) == ("any", "small", b"who")


def test_direct_packages_are_those_that_no_other_requires(tmp_path: Path, site_packages: Path) -> None:
    install(site_packages, "first", requires="Second.Part[extra]>=1; python_version > '3'")
    install(site_packages, "second_part")

    interpreter = Interpreter.of(program(tmp_path))

    assert [package.name for package in interpreter.packages()] == ["first", "second_part"]
    assert [package.name for package in interpreter.direct_packages()] == ["first"]


def test_installation_makes_the_environment_and_prefers_the_lock(tmp_path: Path) -> None:
    python, pip = f"{tmp_path}/env/bin/python", ["-m", "pip", "install", "--disable-pip-version-check"]
    make = [sys.executable, "-m", "venv", f"{tmp_path}/env"]
    (tmp_path / "requirements.txt").touch()
    plain = list(install_commands(program(tmp_path)))
    (tmp_path / "requirements.lock").touch()
    locked = list(install_commands(program(tmp_path)))

    assert plain == [make, [python, *pip, "-r", f"{tmp_path}/requirements.txt"]]
    assert locked == [make, [python, *pip, "--require-hashes", "-r", f"{tmp_path}/requirements.lock"]]


def test_the_host_s_own_python_is_never_installed_into(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").touch()

    assert list(install_commands(program(tmp_path, None))) == []
