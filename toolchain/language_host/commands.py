"""The command lines behind the protocol's requests."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pulumi.runtime.proto.language_pb2 import ProgramInfo, RunPluginRequest, RunRequest

from toolchain.language_host.interpreter import Interpreter, virtualenv_option


def program_command(request: RunRequest, interpreter: Interpreter, executor: Path, engine: str) -> list[str]:
    """Run a Pulumi program under the SDK's executor."""
    options = {
        "monitor": request.monitor_address,
        "engine": engine,
        "project": request.project,
        "root_directory": request.info.root_directory,
        "stack": request.stack,
        "organization": request.organization,
        "pwd": request.pwd,
        "dry_run": "true" if request.dryRun else "false",
        "parallel": str(request.parallel),
    }
    flags = [f"--{name}={value}" for name, value in options.items() if value]
    return [str(interpreter.executable), "-u", str(executor), *flags, request.info.entry_point or ".", *request.args]


def program_settings(request: RunRequest) -> dict[str, str]:
    """Return the variables in which the executor looks for the stack's configuration."""
    return {
        "PULUMI_CONFIG": json.dumps(dict(request.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(request.configSecretKeys)),
    }


def plugin_command(request: RunPluginRequest, interpreter: Interpreter) -> list[str]:
    """Run a policy pack, or the program of a provider or component package."""
    python = [str(interpreter.executable), "-u"]
    program = request.info.program_directory
    if request.kind == "analyzer":
        return [*python, "-m", "pulumi.policy", *request.args, program]
    return [*python, program, *request.args]


def install_commands(program: ProgramInfo) -> Iterator[list[str]]:
    """Make the virtual environment that a program names, if it names one; a lock with hashes is preferred."""
    if not (option := virtualenv_option(program)):
        return
    interpreter = Interpreter(Path(program.root_directory, option))
    if not interpreter.executable.exists():
        yield [sys.executable, "-m", "venv", str(interpreter.prefix)]
    pip = [str(interpreter.executable), "-m", "pip", "install", "--disable-pip-version-check"]
    for name, flags in (("requirements.lock", ["--require-hashes"]), ("requirements.txt", [])):
        if (file := Path(program.program_directory, name)).exists():
            yield [*pip, *flags, "-r", str(file)]
            return
