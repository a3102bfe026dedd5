"""What stands in for a policy pack until it has its settings, and then steps aside."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import grpc
import pytest
from grpc import aio
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer, AnalyzerStub, add_AnalyzerServicer_to_server

from toolchain.language_host.policy_pack import PolicyPack

SETTINGS = proto.AnalyzerStackConfigureRequest(project="shop", stack="dev", dry_run=True)


class Pack(AnalyzerServicer):
    """A pack that tells who has asked it."""

    def __init__(self) -> None:
        self.configured_by = ""
        self.asked_by: set[str] = set()

    async def ConfigureStack(  # noqa: N802
        self, _request: object, context: "aio.ServicerContext[object, object]"
    ) -> proto.AnalyzerStackConfigureResponse:
        self.configured_by = context.peer()
        return proto.AnalyzerStackConfigureResponse()

    async def Analyze(self, request: proto.AnalyzeRequest, context: "aio.ServicerContext[object, object]") -> object:  # noqa: N802
        self.asked_by.add(context.peer())
        await asyncio.sleep(0.01)
        return proto.AnalyzeResponse(diagnostics=[proto.AnalyzeDiagnostic(message=request.name)])


@asynccontextmanager
async def started(pack: Pack) -> AsyncIterator[tuple[AnalyzerStub, "aio.Server"]]:
    """Start the pack when its settings have come, as the language host does; yield the engine's end, and the pack's."""
    server = aio.server()
    add_AnalyzerServicer_to_server(pack, server)
    port = server.add_insecure_port("127.0.0.1:0")
    in_place = PolicyPack()
    async with in_place.serving() as front, aio.insecure_channel(f"127.0.0.1:{front}") as channel:
        stub = AnalyzerStub(channel)
        await stub.Handshake(proto.AnalyzerHandshakeRequest())
        configured = asyncio.ensure_future(stub.ConfigureStack(SETTINGS))
        assert (await in_place.settings())["PULUMI_STACK"] == "dev"
        await server.start()
        in_place.ready(b"%d\n" % port)
        await configured
        yield stub, server
        await server.stop(grace=None)


def test_calls_after_the_settings_go_to_the_pack_itself_and_none_is_lost() -> None:
    pack = Pack()

    async def ask() -> list[str]:
        async with started(pack) as (stub, _):
            asked = [stub.Analyze(proto.AnalyzeRequest(name=f"n{number}")) for number in range(300)]
            return [answer.diagnostics[0].message for answer in await asyncio.gather(*asked)]

    assert asyncio.run(ask()) == [f"n{number}" for number in range(300)]
    assert len(pack.asked_by) == 1
    assert pack.configured_by not in pack.asked_by, "the stand-in has stepped aside"


def test_a_pack_that_ends_fails_the_call() -> None:
    """The engine then shows what the pack has said, and its exit code."""

    async def ask() -> grpc.StatusCode:
        async with started(Pack()) as (stub, server):
            await stub.Analyze(proto.AnalyzeRequest())
            await server.stop(grace=None)
            with pytest.raises(aio.AioRpcError) as refused:
                await stub.Analyze(proto.AnalyzeRequest(), timeout=20)
            return refused.value.code()

    assert asyncio.run(ask()) == grpc.StatusCode.UNAVAILABLE


def test_a_pack_that_does_not_start_fails_the_settings() -> None:
    async def ask() -> str | None:
        in_place = PolicyPack()
        async with in_place.serving() as front, aio.insecure_channel(f"127.0.0.1:{front}") as channel:
            configured = asyncio.ensure_future(AnalyzerStub(channel).ConfigureStack(SETTINGS))
            await in_place.settings()
            in_place.ready(b"")
            with pytest.raises(aio.AioRpcError) as refused:
                await configured
            return refused.value.details()

    assert asyncio.run(ask()) == "the policy pack ended before it was ready"
