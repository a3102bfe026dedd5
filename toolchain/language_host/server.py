"""The process around the language runtime: its port, its end."""

import asyncio
import os
import signal
import stat
import sys
from pathlib import Path

from grpc import aio
from pulumi.runtime.proto.language_pb2_grpc import add_LanguageRuntimeServicer_to_server

from toolchain.language_host.children import Children
from toolchain.language_host.limits import CHANNEL_OPTIONS
from toolchain.language_host.runtime import PythonRuntime


async def serve(engine: str, executor: Path) -> None:
    """Serve the language runtime and print the port; SIGINT, SIGTERM or the engine's death end it with its children."""
    children = Children()

    def end() -> None:
        children.kill()
        os._exit(0)

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        # The engine holds the other end and never writes: readable means that the engine is gone, however it died.
        loop.add_reader(sys.stdin.fileno(), end)

    server = aio.server(options=CHANNEL_OPTIONS)
    add_LanguageRuntimeServicer_to_server(PythonRuntime(engine, executor, children), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    await server.wait_for_termination()
