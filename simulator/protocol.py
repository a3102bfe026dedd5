"""The engine's protocol without the rest of the Pulumi SDK, whose import would cost every run 0.3 s."""

import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pulumi.runtime.proto import (
        engine_pb2,
        engine_pb2_grpc,
        plugin_pb2,
        provider_pb2,
        provider_pb2_grpc,
        status_pb2,
    )
else:
    # The generated modules import each other relatively: any package with their folder as its path will do.
    _spec = find_spec("pulumi")
    _package = ModuleType("pulumi_protocol")
    _package.__path__ = [str(Path(_spec.origin).parent / "runtime" / "proto")]
    sys.modules["pulumi_protocol"] = _package

    from pulumi_protocol import engine_pb2, engine_pb2_grpc, plugin_pb2, provider_pb2, provider_pb2_grpc, status_pb2

__all__ = ["engine_pb2", "engine_pb2_grpc", "plugin_pb2", "provider_pb2", "provider_pb2_grpc", "status_pb2"]
