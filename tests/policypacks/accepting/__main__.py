"""A provider that takes whatever it is given: for types that the simulated Azure does not model."""

import os
import signal
from concurrent import futures
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc


class Accepting(provider_pb2_grpc.ResourceProviderServicer):
    """Previews every resource as its inputs."""

    def Handshake(self, *_: Any) -> Any:  # noqa: N802
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def GetPluginInfo(self, *_: Any) -> Any:  # noqa: N802
        return plugin_pb2.PluginInfo(version="99.0.0")

    def CheckConfig(self, request: Any, _: Any) -> Any:  # noqa: N802
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, *_: Any) -> Any:  # noqa: N802
        return provider_pb2.DiffResponse()

    def Configure(self, *_: Any) -> Any:  # noqa: N802
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, _: Any) -> Any:  # noqa: N802
        return provider_pb2.CheckResponse(inputs=request.news)

    def Create(self, request: Any, _: Any) -> Any:  # noqa: N802
        return provider_pb2.CreateResponse(properties=request.properties)

    def Cancel(self, *_: Any) -> Any:  # noqa: N802
        return Empty()


for _number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(_number, lambda *_: os._exit(0))
_server = grpc.server(futures.ThreadPoolExecutor(4))
provider_pb2_grpc.add_ResourceProviderServicer_to_server(Accepting(), _server)
_port = _server.add_insecure_port("127.0.0.1:0")
_server.start()
print(_port, flush=True)  # noqa: T201 - the engine reads the port from stdout
_server.wait_for_termination()
