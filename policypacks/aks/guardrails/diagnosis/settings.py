"""Whether the project's stacks are configured as its program asks, told without running the program."""

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from guardrails.diagnosis.check import Check, State
from guardrails.documents import read_mapping
from guardrails.schemas import ConfigurationError

_FILE = re.compile(r"^Pulumi\.(.+)\.ya?ml$")
_SECONDS: Final = 120
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    "string": (str, int, float, bool),  # the engine reads `1` in a stack file as the text it is
    "integer": (int,),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def program(project: Path) -> Mapping[str, Any]:
    """Return the project's Pulumi.yaml.

    Raises:
        ConfigurationError: when it is missing or of another form.

    """
    other = project / "Pulumi.yml"
    return read(other if other.exists() else project / "Pulumi.yaml")


def read(file: Path) -> Mapping[str, Any]:
    """Return the mapping that a file of the project holds, empty where it holds nothing.

    Raises:
        ConfigurationError: when it is missing or of another form.

    """
    if not (file.exists() or file.is_symlink()):
        raise ConfigurationError(f"there is no {file}; give the folder of a Pulumi project by --cwd")
    return read_mapping(file)


def reader(project: Path) -> str:
    """Return the command that checks a stack's settings, as `settings` of `tool.guardrails` in pyproject.toml.

    Raises:
        ConfigurationError: when the file cannot be read.

    """
    try:
        text = (project / "pyproject.toml").read_text("utf-8")
        return str(tomllib.loads(text).get("tool", {}).get("guardrails", {}).get("settings", ""))
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigurationError(f"{project / 'pyproject.toml'}: {error}") from error


def stacks(project: Path, document: Mapping[str, Any]) -> Iterator[Check]:
    """Yield a check for each stack file: by Pulumi.yaml's schema, and by the program's own reader if it names one."""
    declared = document.get("config")
    folder = project / str(document.get("stackConfigDir") or (declared if isinstance(declared, str) else ""))
    files = {found[1]: file for file in sorted(folder.glob("Pulumi.*")) if (found := _FILE.match(file.name))}
    if not files:
        yield Check("settings", State.UNKNOWN, "there is no Pulumi.<stack>.yaml", "Run `pulumi stack init`.")
    command = reader(project)
    for stack, file in files.items():
        content = read(file)
        if content.get("environment"):
            text = f"{file.name} takes settings from environments, which are not read here"
            yield Check(f"settings {stack}", State.UNKNOWN, text, "Run `guardrails preview`: the engine reads them.")
            continue
        config = content.get("config") or {}
        if not isinstance(config, dict):
            raise ConfigurationError(f"{file}: config must hold keys and values, not a {type(config).__name__}")
        problems, warnings = list(_misfits(document, config)), list[str]()
        if command and not problems:
            problems, warnings = _asked(command, stack, project)
        by = "Pulumi.yaml and the program" if command else "Pulumi.yaml"
        if told := problems or warnings:
            state, what = (State.WRONG, "problems") if problems else (State.WARNING, "warnings")
            text = f"{len(told)} {what}: {told[0]}" if len(told) > 1 else told[0]
            yield Check(f"settings {stack}", state, text, f"Mend {file.name}.", tuple(told))
        else:
            yield Check(f"settings {stack}", State.OK, f"{file.name} fits {by}")


def _misfits(document: Mapping[str, Any], config: Mapping[str, Any]) -> Iterator[str]:
    """Yield what the engine itself would refuse; a key that nothing declares is for the program to judge."""
    project = document.get("name", "")
    schema = document.get("config")
    declared = {_full(key, project): spec for key, spec in schema.items()} if isinstance(schema, dict) else {}
    given = {_full(key, project): value for key, value in config.items()}
    for key, spec in declared.items():
        if not isinstance(spec, dict) or "type" not in spec:
            continue
        value = given.get(key)
        if value is None:
            if not {"default", "value"} & spec.keys():
                yield f"{key}: is not set. {spec.get('description', '')}".strip()
        elif not _is_encrypted(value) and not _fits(value, str(spec["type"])):
            yield f"{key}: must be of type {spec['type']}, not {value!r}"


def _fits(value: Any, kind: str) -> bool:
    """A text may stand for a number or a switch, as the engine reads it; a switch is no number."""
    if isinstance(value, str) and kind in {"integer", "boolean"}:
        return re.fullmatch(r"[+-]?\d+" if kind == "integer" else r"true|false", value) is not None
    return isinstance(value, _TYPES.get(kind, (object,))) and not (kind == "integer" and isinstance(value, bool))


def _is_encrypted(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"secure"}


def _full(key: str, project: str) -> str:
    return key if ":" in key else f"{project}:{key}"


def _asked(command: str, stack: str, project: Path) -> tuple[list[str], list[str]]:
    """Return what the program's own reader says is wrong, a line each, and what it warns of."""
    try:
        done = subprocess.run(  # noqa: S603 - the project's own, as trusted as its program
            [*shlex.split(command), stack], cwd=project, check=False, capture_output=True, text=True, timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"`{command} {stack}` cannot be run: {error}"], []
    said = done.stdout + done.stderr if done.returncode else done.stdout
    told = [line for line in said.splitlines() if line.strip()]
    return (told or [f"`{command} {stack}` ended with code {done.returncode}"], []) if done.returncode else ([], told)
