"""What the parts that go elsewhere install."""

import ast
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from toolchain.requirements import PARTS, ROOT, cut, names

LOCK = """\
child==1.0 ; sys_platform == 'win32' \\
    --hash=sha256:01 \\
    --hash=sha256:02
    # via
    #   -r requirements.in
    #   parent
grand-child==2.0 \\
    --hash=sha256:03
    # via child
other==3.0 \\
    --hash=sha256:04
    # via -r requirements.in
parent==4.0 \\
    --hash=sha256:05
    # via -r requirements.in
"""


def read(part: str, file: str) -> str:
    return (ROOT / part / file).read_text("utf-8")


def imported(file: Path) -> set[str]:
    """Return the top-level modules that a file imports, at its head or later."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("folder", [".", "benchmarks", "docs/site", "simulator/schema"])
def test_a_version_that_is_asked_for_is_locked(folder: str) -> None:
    """Dependabot writes it into requirements.in only."""
    asked = {line for line in names(read(folder, "requirements.in")) if "==" in line}
    locked = {line.split()[0] for line in read(folder, "requirements.lock").splitlines() if line[0] not in " #"}

    assert asked - locked == set(), "run `make lock requirements`"


@pytest.mark.parametrize("part", PARTS)
def test_each_installs_what_the_project_has_locked(part: str) -> None:
    expected = cut(read(".", "requirements.lock"), names(read(part, "requirements.in")))

    assert read(part, "requirements.txt") == expected, "run `make requirements`"


def test_the_pack_lists_what_it_imports() -> None:
    folder = ROOT / "policypacks" / "aks"
    modules = set().union(
        *(imported(file) for file in (folder / "guardrails").rglob("*.py")), imported(folder / "__main__.py")
    )
    foreign = modules - sys.stdlib_module_names - {"guardrails", "google", "grpc"}  # the last two are pulumi's

    found = {name.lower().replace("_", "-") for module in foreign for name in packages_distributions()[module]}
    assert found == names(read("policypacks/aks", "requirements.in"))


def test_the_plugin_installs_whatever_it_imports() -> None:
    """In a process of its own, without the modules of these tests."""
    code = "import components.serving, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    modules = {name.partition(".")[0] for name in done.stdout.split()} - sys.stdlib_module_names - {"_distutils_hack"}
    imported = {name.lower().replace("_", "-") for one in modules for name in packages_distributions().get(one, ())}
    installed = {line.partition("==")[0] for line in read("plugin", "requirements.txt").splitlines() if "==" in line}

    assert {"pulumi", "pulumi-azure-native"} <= imported <= installed


def test_a_cut_has_what_is_wanted_and_what_that_needs() -> None:
    assert cut(LOCK, {"parent"}).splitlines()[1:] == [
        "child==1.0 ; sys_platform == 'win32' \\",
        "    --hash=sha256:01 \\",
        "    --hash=sha256:02",
        "grand-child==2.0 \\",
        "    --hash=sha256:03",
        "parent==4.0 \\",
        "    --hash=sha256:05",
    ]


def test_what_is_not_locked_is_named() -> None:
    with pytest.raises(KeyError, match=r"requirements\.lock has no elsewhere: add it to requirements\.in"):
        cut(LOCK, {"elsewhere", "parent"})
