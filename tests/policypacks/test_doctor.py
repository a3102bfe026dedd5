"""`guardrails doctor` tells what is wrong with a machine and a project of whatever kind, and what to do about it."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from guardrails.catalog import catalog
from guardrails.diagnosis import addresses, calendar, machine, permissions, settings
from guardrails.diagnosis.check import Check, State
from guardrails.exemptions import Exemption
from guardrails.report import store
from guardrails.report.model import Resource, Result
from guardrails.tokens import ARM_TYPES

from tests.engine import ROOT
from tests.policypacks.report.made import result
from tests.policypacks.test_command import run

GOLDEN = ROOT / "tests" / "stack" / "golden"
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


def resource(kind: str, name: str, *facts: str, to: str = "") -> Resource:
    urn = f"urn:pulumi:dev::p::{kind}::{name}"
    return replace(
        result().resources[0],
        urn=urn,
        type=kind,
        name=name,
        facts=facts,
        custom=True,
        depends_on={"of": (to,)} if to else {},
    )


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
    (project / "pyproject.toml").write_text('[tool.guardrails]\nsettings = "nowhere/python"\n')
    assert "`nowhere/python dev` cannot be run" in doctor()[1]["settings dev"][1]


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


def test_ranges_that_do_not_fit_are_wrong() -> None:
    network = resource("azure-native:network:VirtualNetwork", "net", "10.0.0.0/22", "Standard")
    subnets = [
        resource("azure-native:network:Subnet", name, cidr, to=network.urn)
        for name, cidr in (("a", "10.0.0.0/24"), ("b", "10.0.0.128/25"), ("c", "10.1.0.0/24"), ("d", "10.0.0.0/21"))
    ]
    other = resource("azure-native:network:VirtualNetwork", "other", "10.0.2.0/24")

    found = addresses.addresses(replace(result(), resources=(network, *subnets, other)))

    assert found.state is State.WRONG
    assert found.details == (
        "network net (10.0.0.0/22) overlaps network other (10.0.2.0/24)",
        "c (10.1.0.0/24) does not lie in net (10.0.0.0/22)",
        "d (10.0.0.0/21) does not lie in net (10.0.0.0/22)",
        "subnet a (10.0.0.0/24) overlaps subnet b (10.0.0.128/25)",
        "subnet a (10.0.0.0/24) overlaps subnet d (10.0.0.0/21)",
        "subnet b (10.0.0.128/25) overlaps subnet d (10.0.0.0/21)",
    )


def test_permissions_are_the_operations_of_the_types_and_say_what_they_do_not_know() -> None:
    subnet = resource("azure-native:network:Subnet", "s")
    of = (
        subnet,
        resource("azure-native:network:PrivateEndpoint", "e", to=subnet.urn),
        resource("azure-native:authorization:ManagementLockByScope", "l"),
        resource("azure-native:resources:ResourceGroup", "g"),
        resource("azure-native:quantum:Workspace", "q"),
        resource("kubernetes:core/v1:Namespace", "n"),
    )

    needed, registered, unknown = permissions.permissions(replace(result(), resources=of))

    assert needed.details == (
        "Microsoft.Authorization/locks/write",
        "Microsoft.Network/privateEndpoints/write",
        "Microsoft.Network/virtualNetworks/subnets/join/action",
        "Microsoft.Network/virtualNetworks/subnets/write",
        "Microsoft.Resources/subscriptions/resourceGroups/write",
    )
    assert needed.found.endswith("Contributor, User Access Administrator")
    assert registered.details == ("Microsoft.Authorization", "Microsoft.Network", "Microsoft.Resources")
    assert (unknown.state, unknown.details) == (State.UNKNOWN, ("azure-native:quantum:Workspace",))


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_the_operations_of_every_type_of_the_platform_are_known(stack: str) -> None:
    types = yaml.safe_load((GOLDEN / f"{stack}.yaml").read_text("utf-8"))
    of = tuple(resource(one, "x") for one in types if one.startswith("azure-native:"))

    found = list(permissions.permissions(replace(result(), resources=of)))

    assert [one.state for one in found] == [State.NOTE, State.NOTE]
    assert not set(permissions._FURTHER) & set(ARM_TYPES) - {"azure-native:resources:ResourceGroup"}


def test_what_has_ended_is_wrong_and_what_ends_soon_a_warning() -> None:
    def until(day: str) -> Exemption:
        return Exemption("acr-sku-premium", "*::a", "waiver", "for a reason", "a", date.fromisoformat(day))

    def states(found: Any) -> list[State]:
        return [one.state for one in found if isinstance(one, Check)]

    today = date(2026, 11, 21)
    listed = [until("2026-12-22"), until("2026-12-21"), until("2026-11-20")]
    assert states(calendar.exemptions(listed, today, 30)) == [State.WRONG, State.WARNING]
    assert states(calendar.retirements(catalog(), result("dev"), date(2027, 2, 27))) == [State.WRONG]
    assert states(calendar.retirements(catalog(), replace(result("dev"), findings=()), today)) == [State.OK]


def test_this_project_names_its_reader() -> None:
    assert (ROOT / settings.reader(ROOT).split()[-1].replace(".", "/")).with_suffix(".py").exists()
