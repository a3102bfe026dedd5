"""Start the analyzer as the engine expects a policy pack to start: print the port, serve until told to stop."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

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
    server, port = started(analyzer)
    print(port, flush=True)  # noqa: T201 - the engine reads the port from stdout
    server.wait_for_termination()


def started(analyzer: Analyzer) -> tuple[grpc.Server, int]:
    """Return a server of an analyzer, started, and its port."""
    server = grpc.server(
        ThreadPoolExecutor(4),
        interceptors=[_NothingToMend(analyzer)],
        options=[("grpc.max_receive_message_length", _LARGEST_MESSAGE)],
    )
    add_AnalyzerServicer_to_server(analyzer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


class _NothingToMend(grpc.ServerInterceptor):  # type: ignore[type-arg]  # generic in its stubs only
    """While no guardrail is at level `remediate`, mending is not implemented, which the engine takes for no remedy.

    The engine asks about each resource all the same; a refusal goes out before the request is read, at a third of the
    price of an empty answer.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def intercept_service(self, continuation: Any, details: grpc.HandlerCallDetails) -> Any:
        """Return what handles a call, or None."""
        asks_to_mend = details.method == "/pulumirpc.Analyzer/Remediate"
        return None if asks_to_mend and not self._analyzer.mends else continuation(details)
