"""A policy pack starts with the stack's settings in its environment, as the SDK expects.

The engine sends those settings to a pack that already runs. A stand-in therefore serves in the pack's place: it starts
the pack when it knows the settings, and lets it configure itself. From then on the engine's bytes go straight to
the pack: a call that is received and sent again takes a millisecond, and an engine makes two for each resource.
"""

import asyncio
import json
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import grpc
from grpc import aio
from pulumi.runtime.proto.analyzer_pb2 import DESCRIPTOR, AnalyzerHandshakeResponse, AnalyzerStackConfigureRequest

from toolchain.language_host.limits import CHANNEL_OPTIONS

SERVICE = DESCRIPTOR.services_by_name["Analyzer"]

AS_IT_IS = bytes
"""Neither encodes nor decodes."""

LONGEST_ANSWER = 600.0
"""Seconds that a call may take which the stand-in has passed on; the engine makes its next ones elsewhere."""

CHUNK = 1 << 16
"""Bytes that are copied at a time."""

Call = Callable[[bytes, "aio.ServicerContext[bytes, bytes]"], Awaitable[bytes]]


class PolicyPackError(Exception):
    """The policy pack did not start."""


class PolicyPack:
    """The Analyzer service in front of one policy pack."""

    def __init__(self) -> None:
        self._settings: asyncio.Future[AnalyzerStackConfigureRequest] = asyncio.Future()
        self._channel: asyncio.Future[aio.Channel] = asyncio.Future()
        self._stand_in = aio.server(options=CHANNEL_OPTIONS)
        self._tasks: set[asyncio.Task[None]] = set()
        self._packs_port = 0
        self._port = 0
        """Where new connections go: to the stand-in, later to the pack."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Serve inside the `with` block, on the port it is given."""
        calls = {
            method.name: grpc.unary_unary_rpc_method_handler(self._call(method.name)) for method in SERVICE.methods
        }
        self._stand_in.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE.full_name, calls),))
        self._port = self._stand_in.add_insecure_port("127.0.0.1:0")
        await self._stand_in.start()
        front = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        try:
            yield front.sockets[0].getsockname()[1]
        finally:
            front.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await self._stand_in.stop(grace=None)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, from_engine: StreamReader, to_engine: StreamWriter) -> None:
        try:
            from_pack, to_pack = await asyncio.open_connection("127.0.0.1", self._port)
        except ConnectionError:  # the pack has ended, and the engine will be told its exit code
            to_engine.close()
            return
        self._begin(copied(from_engine, to_pack))
        self._begin(copied(from_pack, to_engine))

    async def _step_aside(self) -> None:
        """Have the engine connect anew, which takes it to the pack."""
        self._port = self._packs_port
        self._begin(self._stand_in.stop(grace=LONGEST_ANSWER))
        await asyncio.sleep(0)  # its goodbye goes out before the answer, so that no call can cross it

    async def settings(self) -> dict[str, str]:
        """Wait for the stack's settings; return the variables in which the SDK's `pulumi.policy` looks for them."""
        return environment(await self._settings)

    def ready(self, first_line: bytes) -> None:
        """Pass calls on from now, to the port that is the pack's first line of output."""
        line = first_line.decode(errors="replace").strip()
        if line.isdigit():
            self._packs_port = int(line)
            self._channel.set_result(aio.insecure_channel(f"127.0.0.1:{line}", options=CHANNEL_OPTIONS))
            return
        problem = (
            f"printed {line!r} before it was ready: print to stderr there" if line else "ended before it was ready"
        )
        self._channel.set_exception(PolicyPackError(f"the policy pack {problem}"))
        self._channel.exception()  # nobody may be waiting, and asyncio would complain of that

    def _call(self, method: str) -> Call:
        pack: aio.UnaryUnaryMultiCallable[bytes, bytes] | None = None

        async def handshake(_request: bytes, _context: object) -> bytes:
            return AnalyzerHandshakeResponse().SerializeToString()

        async def forward(request: bytes, context: aio.ServicerContext[bytes, bytes]) -> bytes:
            nonlocal pack
            if not self._settings.done():
                settings = request if method == "ConfigureStack" else b""
                self._settings.set_result(AnalyzerStackConfigureRequest.FromString(settings))
            try:
                if pack is None:
                    channel = await asyncio.shield(self._channel)
                    pack = channel.unary_unary(f"/{SERVICE.full_name}/{method}", AS_IT_IS, AS_IT_IS)
                response: bytes = await pack(request)
                if method == "ConfigureStack":
                    await self._step_aside()
            except PolicyPackError as error:
                await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
            except aio.AioRpcError as error:
                await context.abort(error.code(), error.details() or "")
            return response

        return handshake if method == "Handshake" else forward


async def copied(source: StreamReader, target: StreamWriter) -> None:
    """Copy until one of them closes, which closes the other."""
    try:
        with suppress(ConnectionError):
            while chunk := await source.read(CHUNK):
                target.write(chunk)
                await target.drain()
    finally:
        target.close()
        with suppress(ConnectionError):
            await target.wait_closed()


def environment(settings: AnalyzerStackConfigureRequest) -> dict[str, str]:
    """Return the variables from which `pulumi.policy` sets up a pack's process; none where there is no stack."""
    if not settings.project:
        return {}
    variables = {
        "PULUMI_PROJECT": settings.project,
        "PULUMI_STACK": settings.stack,
        "PULUMI_ORGANIZATION": settings.organization,
        "PULUMI_DRY_RUN": "true" if settings.dry_run else "false",
        "PULUMI_CONFIG": json.dumps(dict(settings.config)),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(list(settings.config_secret_keys)),
    }
    return {name: value for name, value in variables.items() if value}
