"""Start the analyzer as the engine expects a policy pack to start: print the port, serve until told to stop."""

import os
import signal
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import grpc
from pulumi.runtime.proto.analyzer_pb2_grpc import add_AnalyzerServicer_to_server

from guardrails import configuration, dependencies, exemptions, previous
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.documents import read_mapping
from guardrails.run import Documents
from guardrails.schemas import ConfigurationError

_PACK = Path(__file__).parent.parent
# A stack of thousands of resources arrives in one message; the engine itself allows 400 MiB.
_LARGEST_MESSAGE = 400 << 20
_EXEMPTIONS = "GUARDRAILS_EXEMPTIONS"


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


def read_documents(environment: Mapping[str, str]) -> Documents:
    """Return the pack's files: beside the pack, or where GUARDRAILS_CONFIG and GUARDRAILS_EXEMPTIONS say.

    Raises:
        ConfigurationError: when a named file is missing, one is no YAML mapping, or the state is none.

    """
    state = environment.get(previous.VARIABLE)
    return Documents(
        _read(environment.get("GUARDRAILS_CONFIG"), _PACK / configuration.FILE),
        _read(environment.get(_EXEMPTIONS), exemptions_file(environment)),
        previous.read_previous(Path(state)) if state else previous.Previous(),
    )


def exemptions_file(environment: Mapping[str, str]) -> Path:
    """Return where the exemptions stand: beside the pack, or where GUARDRAILS_EXEMPTIONS says."""
    return Path(environment.get(_EXEMPTIONS) or _PACK / exemptions.FILE)


def read_today(environment: Mapping[str, str]) -> date:
    """Return the machine's date, or that of GUARDRAILS_TODAY.

    Raises:
        ConfigurationError: when the latter is no day.

    """
    text = environment.get("GUARDRAILS_TODAY")
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011 - a day on the wall calendar
    except ValueError as error:
        raise ConfigurationError(f"GUARDRAILS_TODAY must be a day such as 2027-03-01, not {text!r}") from error


def _read(named: str | None, beside: Path) -> Mapping[str, Any]:
    path = Path(named) if named else beside
    if not (path.exists() or path.is_symlink()):
        if named:
            raise ConfigurationError(f"there is no file {path}; mend or unset the variable that names it")
        return {}
    return read_mapping(path)
