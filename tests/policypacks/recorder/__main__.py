"""A policy pack that judges nothing: it appends what the engine asks to the file that RECORDED_REQUESTS names."""

import json
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from google.protobuf.json_format import MessageToDict
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto import plugin_pb2
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerServicer, add_AnalyzerServicer_to_server

_FILE = Path(os.environ["RECORDED_REQUESTS"])
_LOCK = threading.Lock()


class Recorder(AnalyzerServicer):
    """Answers every question with nothing, after writing it down."""

    def Handshake(self, *_: Any) -> Any:  # noqa: N802
        return proto.AnalyzerHandshakeResponse()

    def ConfigureStack(self, *_: Any) -> Any:  # noqa: N802
        return proto.AnalyzerStackConfigureResponse()

    def GetPluginInfo(self, *_: Any) -> Any:  # noqa: N802
        return plugin_pb2.PluginInfo(version="0.1.0")

    def GetAnalyzerInfo(self, *_: Any) -> Any:  # noqa: N802
        return proto.AnalyzerInfo(name="recorder", version="0.1.0")

    def Configure(self, *_: Any) -> Any:  # noqa: N802
        return Empty()

    def Analyze(self, request: Any, _: Any) -> Any:  # noqa: N802
        _write("resource", request)
        return proto.AnalyzeResponse()

    def AnalyzeStack(self, request: Any, _: Any) -> Any:  # noqa: N802
        _write("stack", request)
        return proto.AnalyzeResponse()

    def Remediate(self, *_: Any) -> Any:  # noqa: N802
        return proto.RemediateResponse()

    def Cancel(self, *_: Any) -> Any:  # noqa: N802
        return Empty()


def _write(kind: str, request: Any) -> None:
    with _LOCK, _FILE.open("a", encoding="utf-8") as file:
        file.write(json.dumps([kind, MessageToDict(request)]) + "\n")


for _number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(_number, lambda *_: os._exit(0))
_server = grpc.server(ThreadPoolExecutor(4), options=[("grpc.max_receive_message_length", -1)])
add_AnalyzerServicer_to_server(Recorder(), _server)
_port = _server.add_insecure_port("127.0.0.1:0")
_server.start()
print(_port, flush=True)  # noqa: T201 - the engine reads the port from stdout
_server.wait_for_termination()
