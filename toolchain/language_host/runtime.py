"""The LanguageRuntime service: what the engine asks of a language."""
# ruff: noqa: N802  the protocol names the methods

import os
import signal
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from grpc import aio
from pulumi.runtime.proto import language_pb2 as language
from pulumi.runtime.proto.language_pb2_grpc import LanguageRuntimeServicer
from pulumi.runtime.proto.plugin_pb2 import PluginInfo

from toolchain.language_host.children import Children
from toolchain.language_host.commands import install_commands, plugin_command, program_command, program_settings
from toolchain.language_host.interpreter import Interpreter, MissingVirtualEnvironmentError
from toolchain.language_host.output import copy_output
from toolchain.language_host.policy_pack import PolicyPack

ALREADY_EXPLAINED = 32
"""Exit code of a program whose error the user has already seen."""

Context = aio.ServicerContext[Any, Any]


class PythonRuntime(LanguageRuntimeServicer):
    """Runs Python programs, policy packs and plugins for one engine."""

    def __init__(self, engine: str, executor: Path, children: Children) -> None:
        self._engine = engine
        self._executor = executor
        self._children = children

    async def Handshake(
        self, request: language.LanguageHandshakeRequest, _context: Context
    ) -> language.LanguageHandshakeResponse:
        """Learn the engine's address."""
        self._engine = request.engine_address
        return language.LanguageHandshakeResponse()

    async def GetPluginInfo(self, _request: Empty, _context: Context) -> PluginInfo:
        """Leave the version open: this host comes with the project."""
        return PluginInfo()

    async def GetRequiredPackages(
        self, request: language.GetRequiredPackagesRequest, context: Context
    ) -> language.GetRequiredPackagesResponse:
        """Name the providers that the installed Pulumi packages need."""
        interpreter = await interpreter_of(request.info, context)
        return language.GetRequiredPackagesResponse(packages=interpreter.plugins())

    async def Run(self, request: language.RunRequest, context: Context) -> language.RunResponse:
        """Run a program to its end; its output goes where this process's output goes."""
        interpreter = await interpreter_of(request.info, context)
        command = program_command(request, interpreter, self._executor, self._engine)
        env = interpreter.environment(os.environ) | program_settings(request)
        async with self._children.start(command, cwd=request.pwd, env=env, piped=False) as process:
            code = await process.wait()
        return language.RunResponse(bail=True) if self._children.killed else verdict(code)

    async def RunPlugin(  # type: ignore[override]  # a coroutine may write its stream, too
        self, request: language.RunPluginRequest, context: Context
    ) -> None:
        """Run a policy pack, provider or component package until the engine no longer wants it."""
        interpreter = await interpreter_of(request.info, context)
        command = plugin_command(request, interpreter)
        env = interpreter.environment(dict(entry.split("=", 1) for entry in request.env))

        async def send(stream: str, chunk: bytes) -> None:
            response = language.RunPluginResponse
            await context.write(response(stdout=chunk) if stream == "stdout" else response(stderr=chunk))

        if request.kind == "analyzer":
            pack = PolicyPack()
            async with pack.serving() as port:
                await send("stdout", b"%d\n" % port)
                env |= await pack.settings()
                async with self._children.start(command, cwd=request.pwd, env=env, piped=True) as process:
                    code = await copy_output(process, send, first_line=pack.ready)
        else:
            async with self._children.start(command, cwd=request.pwd, env=env, piped=True) as process:
                code = await copy_output(process, send)
        await context.write(language.RunPluginResponse(exitcode=code))

    async def InstallDependencies(  # type: ignore[override]  # as above
        self, request: language.InstallDependenciesRequest, context: Context
    ) -> None:
        """Make the program's virtual environment, showing what pip says."""

        async def send(stream: str, chunk: bytes) -> None:
            response = language.InstallDependenciesResponse
            await context.write(response(stdout=chunk) if stream == "stdout" else response(stderr=chunk))

        for command in install_commands(request.info):
            cwd = request.info.program_directory
            async with self._children.start(command, cwd=cwd, env=os.environ, piped=True) as process:
                if code := await copy_output(process, send):
                    await context.abort(grpc.StatusCode.ABORTED, f"`{' '.join(command)}` ended with code {code}")

    async def About(self, request: language.AboutRequest, context: Context) -> language.AboutResponse:
        """Name the interpreter."""
        interpreter = await interpreter_of(request.info, context)
        return language.AboutResponse(executable=str(interpreter.executable), version=interpreter.version())

    async def GetProgramDependencies(
        self, request: language.GetProgramDependenciesRequest, context: Context
    ) -> language.GetProgramDependenciesResponse:
        """List the installed packages, all or those that no other package asked for."""
        interpreter = await interpreter_of(request.info, context)
        packages = interpreter.packages() if request.transitiveDependencies else interpreter.direct_packages()
        return language.GetProgramDependenciesResponse(
            dependencies=[language.DependencyInfo(name=package.name, version=package.version) for package in packages]
        )

    async def Cancel(self, _request: Empty, _context: Context) -> Empty:
        """End everything that runs."""
        self._children.kill()
        return Empty()


async def interpreter_of(program: language.ProgramInfo, context: Context) -> Interpreter:
    """Return a program's interpreter, or fail the call with what the user can do."""
    try:
        return Interpreter.of(program)
    except MissingVirtualEnvironmentError as error:
        await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))


def verdict(code: int) -> language.RunResponse:
    """Tell the engine how a program ended."""
    if code == 0:
        return language.RunResponse()
    if code == ALREADY_EXPLAINED:
        return language.RunResponse(bail=True)
    if code < 0:
        return language.RunResponse(error=f"Program was ended by {signal.Signals(-code).name}")
    return language.RunResponse(error=f"Program exited with non-zero exit code: {code}")
