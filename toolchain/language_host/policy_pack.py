"""A policy pack starts with the stack's settings in its environment, as the SDK expects.

The engine sends those settings to a pack that already runs. A stand-in therefore serves in the pack's place: it starts
the pack when it knows the settings and passes every call on as it came, without decoding it.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import grpc
from grpc import aio
from pulumi.runtime.proto.analyzer_pb2 import DESCRIPTOR, AnalyzerHandshakeResponse, AnalyzerStackConfigureRequest

from toolchain.language_host.limits import CHANNEL_OPTIONS

SERVICE = DESCRIPTOR.services_by_name["Analyzer"]

AS_IT_IS = bytes
"""Neither encodes nor decodes."""

Call = Callable[[bytes, "aio.ServicerContext[bytes, bytes]"], Awaitable[bytes]]


class PolicyPackError(Exception):
    """The policy pack did not start."""


class PolicyPack:
    """The Analyzer service in front of one policy pack."""

    def __init__(self) -> None:
        self._settings: asyncio.Future[AnalyzerStackConfigureRequest] = asyncio.Future()
        self._channel: asyncio.Future[aio.Channel] = asyncio.Future()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[int]:
        """Serve inside the `with` block, on the port it is given."""
        server = aio.server(options=CHANNEL_OPTIONS)
        calls = {
            method.name: grpc.unary_unary_rpc_method_handler(self._call(method.name)) for method in SERVICE.methods
        }
        server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(SERVICE.full_name, calls),))
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        try:
            yield port
        finally:
            await server.stop(grace=None)

    async def settings(self) -> dict[str, str]:
        """Wait for the stack's settings; return the variables in which the SDK's `pulumi.policy` looks for them."""
        return environment(await self._settings)

    def ready(self, first_line: bytes) -> None:
        """Pass calls on from now, to the port that is the pack's first line of output."""
        line = first_line.decode(errors="replace").strip()
        if line.isdigit():
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
            except PolicyPackError as error:
                await context.abort(grpc.StatusCode.FAILED_PRECONDITION, str(error))
            except aio.AioRpcError as error:
                await context.abort(error.code(), error.details() or "")
            return response

        return handshake if method == "Handshake" else forward


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
