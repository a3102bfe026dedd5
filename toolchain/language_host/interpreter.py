"""Which Python runs a program, and which packages it sees."""

import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Self

from pulumi.runtime.proto.language_pb2 import ProgramInfo
from pulumi.runtime.proto.plugin_pb2 import PackageDependency, PackageParameterization


class MissingVirtualEnvironmentError(Exception):
    """The project names a virtual environment that is not there."""


@dataclass(frozen=True)
class Interpreter:
    """The Python of one virtual environment: `runtime.options.virtualenv`, else the host's own."""

    prefix: Path

    @classmethod
    def of(cls, program: ProgramInfo) -> Self:
        """Take the program's interpreter; a relative `virtualenv` starts at the project's root."""
        if not (option := virtualenv_option(program)):
            return cls(Path(sys.prefix))
        interpreter = cls(Path(program.root_directory, option))
        if not interpreter.executable.exists():
            raise MissingVirtualEnvironmentError(
                f"the option `virtualenv: {option}` names {interpreter.prefix}, which has no bin/python: "
                "run `make setup`, or `pulumi install` in that project"
            )
        return interpreter

    @property
    def executable(self) -> Path:
        """The interpreter itself."""
        return self.prefix / "bin" / "python"

    def version(self) -> str:
        """Return its version, as in `3.11.7`."""
        return subprocess.check_output([self.executable, "--version"], text=True).removeprefix("Python").strip()

    def environment(self, inherited: Mapping[str, str]) -> dict[str, str]:
        """Activate the virtual environment in a copy of an environment."""
        activated = {
            **inherited,
            "VIRTUAL_ENV": str(self.prefix),
            "PATH": f"{self.executable.parent}{os.pathsep}{inherited.get('PATH', os.defpath)}",
        }
        activated.pop("PYTHONHOME", None)
        return activated

    def packages(self) -> list[Distribution]:
        """Return the installed distributions, by name."""
        return sorted(distributions(path=[str(path) for path in self._site_packages()]), key=lambda found: found.name)

    def direct_packages(self) -> list[Distribution]:
        """Return the installed distributions that no other one requires, by name."""
        packages = self.packages()
        required = {normal(requirement) for package in packages for requirement in package.requires or ()}
        return [package for package in packages if normal(package.name) not in required]

    def plugins(self) -> Iterator[PackageDependency]:
        """Read what provider each installed Pulumi package says it needs."""
        for folder in self._site_packages():
            for file in sorted(folder.glob("*/pulumi-plugin.json")):
                plugin = json.loads(file.read_text("utf-8"))
                if plugin.get("resource"):
                    yield dependency(plugin, package=file.parent.name)

    def _site_packages(self) -> list[Path]:
        return sorted(self.prefix.glob("lib/python3*/site-packages"))


def virtualenv_option(program: ProgramInfo) -> str:
    """Return `runtime.options.virtualenv`, or nothing."""
    return program.options.fields["virtualenv"].string_value


def dependency(plugin: Mapping[str, str], package: str) -> PackageDependency:
    """Turn one pulumi-plugin.json into the engine's terms; without a name it is the package's own."""
    base = plugin.get("parameterization")
    return PackageDependency(
        kind="resource",
        name=plugin.get("name") or package.removeprefix("pulumi_").replace("_", "-"),
        version=plugin.get("version", ""),
        server=plugin.get("server", ""),
        parameterization=PackageParameterization(
            name=base["name"], version=base["version"], value=base64.b64decode(base["value"])
        )
        if isinstance(base, dict)
        else None,
    )


def normal(requirement: str) -> str:
    """Return the normalised project name at the start of a requirement."""
    name = re.match(r"[\w.-]+", requirement)
    return re.sub(r"[-_.]+", "-", name[0]).lower() if name else ""
