"""How a provider is served to the engine that has started it, and how it talks to it."""

import os
import signal
import stat
import sys
from concurrent import futures
from threading import Lock

import grpc

from simulator.protocol import engine_pb2, engine_pb2_grpc, provider_pb2_grpc


class Log:
    """Messages that the command line shows; a provider's own output would only disturb it."""

    def __init__(self, engine: str) -> None:
        """Talk to the engine at an address, or to nobody."""
        self._engine = engine
        self._said: set[str] = set()
        self._lock = Lock()

    def warning(self, text: str, urn: str = "", *, once: bool = False) -> None:
        """Show a warning, beside a resource if one is given; with `once` not a second time."""
        with self._lock:
            if not self._engine or (once and text in self._said):
                return
            self._said.add(text)
        with grpc.insecure_channel(self._engine) as channel:
            message = engine_pb2.LogRequest(severity=engine_pb2.WARNING, message=text, urn=urn)
            engine_pb2_grpc.EngineStub(channel).Log(message)


CALLS = 256
"""Threads at most; they start as they are needed. The engine asks four calls for each core at once, or as many as
`--parallel` says, and those that wait for Azure must not keep it from cancelling them."""


def serve(provider: provider_pb2_grpc.ResourceProviderServicer) -> None:
    """Serve on a free port of this machine, print it, and end at once when told to or when the engine dies."""
    # A handler would run in the main thread only, which waits below: one signal in a hundred wakes another, and the
    # engine then waits five seconds for the end and calls the next provider's end premature.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    server = grpc.server(futures.ThreadPoolExecutor(CALLS), options=[("grpc.max_receive_message_length", -1)])
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)  # noqa: T201  # the engine reads the port from here
    if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        # The engine holds the other end and never writes: this returns when it is gone, however it died.
        sys.stdin.read()
        os._exit(0)
    server.wait_for_termination()
