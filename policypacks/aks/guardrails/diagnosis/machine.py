"""What is installed on this machine: the program's packages, the engine, the providers that it will find."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from guardrails.diagnosis.check import Check, State

_PYTHON: Final = (3, 11)
_ENGINE: Final = (3, 249)
"""The first whose `policy analyze` reads a file."""
_PROVIDER: Final = "pulumi-resource-"
_LOCKS: Final = ("requirements.lock", "uv.lock", "poetry.lock", "requirements.txt")
_PINNED = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[.*?\])?==([^\s;\\]+)(.*)$", re.MULTILINE)
_SECONDS: Final = 30


def python() -> Check:
    """Tell whether this Python can run the pack."""
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _PYTHON:
        return Check("python", State.WRONG, found, f"Run Python {'.'.join(map(str, _PYTHON))} or newer.")
    return Check("python", State.OK, found)


def packages(project: Path, document: Mapping[str, Any]) -> Check | None:
    """Tell whether what the program will import is what its lock says; None for a program that is not Python's.

    Args:
        project: The program's folder.
        document: Its Pulumi.yaml.

    """
    runtime = document.get("runtime")
    name, options = (runtime.get("name"), runtime.get("options") or {}) if isinstance(runtime, dict) else (runtime, {})
    if name != "python":
        return None
    lock = next((project / one for one in _LOCKS if (project / one).exists()), None)
    pinned = _pinned(lock) if lock else {}
    if not lock or not pinned:
        fix = "Pin every package, as `pip-compile --generate-hashes` or `uv lock` do."
        return Check("packages", State.WARNING, f"none of {', '.join(_LOCKS)} pins a package", fix)
    folder = project / options.get("virtualenv", ".venv")
    places = [*map(str, folder.glob("lib/python*/site-packages")), *map(str, folder.glob("Lib/site-packages"))]
    if not places:
        return Check("packages", State.WRONG, f"there is no virtual environment {folder}", "Run `pulumi install`.")
    there = {_canonical(one.metadata["Name"]): one.version for one in metadata.distributions(path=places)}
    differing = [
        f"{one}: {there.get(one, 'missing')} instead of {' or '.join(versions)}"
        for one, (versions, always) in sorted(pinned.items())
        if (one in there or always) and there.get(one) not in versions
    ]
    if differing:
        text = f"{len(differing)} of {len(pinned)} differ from {lock.name}: {'; '.join(differing[:3])}"
        return Check("packages", State.WRONG, text, f"Install what {lock.name} says.", tuple(differing))
    return Check("packages", State.OK, f"{len(pinned)} as {lock.name} says")


def engine(environment: Mapping[str, str]) -> Check:
    """Tell whether the Pulumi CLI can be run, and is new enough."""
    path = shutil.which("pulumi", path=environment.get("PATH", os.defpath))
    if not path:
        return Check("engine", State.WRONG, "there is no `pulumi` on the PATH", "Install the Pulumi CLI.")
    env = {**environment, "PULUMI_SKIP_UPDATE_CHECK": "true"}
    try:
        done = subprocess.run(  # noqa: S603 - the program that the operator runs anyway
            [path, "version"], env=env, check=False, capture_output=True, text=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check("engine", State.WRONG, f"{path} cannot be run: {error}", "Install the Pulumi CLI anew.")
    version = re.match(r"v?(\d+)\.(\d+)", done.stdout.strip())
    if done.returncode or not version:
        text = (done.stderr or done.stdout).strip() or f"it ended with code {done.returncode}"
        return Check("engine", State.WRONG, f"{path} cannot be run: {text}", "Install the Pulumi CLI anew.")
    found = f"Pulumi {done.stdout.strip()} at {path}"
    if tuple(map(int, version.groups())) < _ENGINE:
        return Check("engine", State.WARNING, found, f"Update to {'.'.join(map(str, _ENGINE))} or newer.")
    return Check("engine", State.OK, found)


def providers(environment: Mapping[str, str]) -> Iterator[Check]:
    """Yield each provider on the PATH: the engine takes it instead of the released one."""
    first: dict[str, Path] = {}
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        for file in sorted(Path(folder or ".").glob(f"{_PROVIDER}*")):
            if os.access(file, os.X_OK):
                first.setdefault(file.stem.removeprefix(_PROVIDER), file)
    for name, file in first.items():
        kind = "simulated" if _is_simulated(file) else "local"
        fix = f"Take {file.parent} off the PATH to deploy for real."
        yield Check(f"provider {name}", State.WARNING, f"{kind}: the engine will run {file}", fix)
    if not first:
        yield Check("providers", State.OK, "none on the PATH: the engine takes the released ones")


def _pinned(lock: Path) -> dict[str, tuple[list[str], bool]]:
    """Return package -> versions, of which a machine has one, and whether every machine needs it."""
    text = lock.read_text("utf-8")
    if lock.name in {"uv.lock", "poetry.lock"}:
        listed = [(one["name"], one.get("version", ""), ";") for one in tomllib.loads(text).get("package", ())]
    else:
        listed = _PINNED.findall(text)
    pinned: dict[str, tuple[list[str], bool]] = {}
    for name, version, rest in listed:
        versions, always = pinned.get(_canonical(name), ([], True))
        pinned[_canonical(name)] = ([*versions, version], always and ";" not in rest)
    return pinned


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _is_simulated(file: Path) -> bool:
    """A script says what it starts; a released provider is a binary."""
    with file.open("rb") as opened:
        begin = opened.read(4096)
    return begin.startswith(b"#!") and b"simulat" in begin.lower()
