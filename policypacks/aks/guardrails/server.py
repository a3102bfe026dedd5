"""Start the analyzer as the engine expects a policy pack to start: print the port, serve until told to stop."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import grpc
from pulumi.runtime.proto.analyzer_pb2_grpc import add_AnalyzerServicer_to_server

from guardrails import dependencies
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.schemas import ConfigurationError
from guardrails.surroundings import read_documents, read_today

# A stack of thousands of resources arrives in one message; the engine itself allows 400 MiB.
_LARGEST_MESSAGE = 400 << 20


def serve() -> None:
    """Serve every guardrail of the catalogue on a free loopback port."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: os._exit(0))
    try:
        file = os.environ.get(dependencies.VARIABLE)
        tell = partial(dependencies.write, Path(file)) if file else None
        analyzer = Analyzer(catalog(), read_documents(os.environ), read_today(os.environ), tell)
    except ConfigurationError as error:
        raise SystemExit(f"hardened-aks guardrails: {error}") from error
    server = grpc.server(ThreadPoolExecutor(4), options=[("grpc.max_receive_message_length", _LARGEST_MESSAGE)])
    add_AnalyzerServicer_to_server(analyzer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)  # noqa: T201 - the engine reads the port from stdout
    server.wait_for_termination()
