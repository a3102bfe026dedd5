"""The analyzer as the engine meets it: over gRPC."""

from collections.abc import Iterator

import grpc
import pytest
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.server import started
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

REGISTRY = "azure-native:containerregistry:Registry"


@pytest.fixture
def pack() -> Iterator[AnalyzerStub]:
    """Return what asks a pack that is served."""
    server, port = started(Analyzer(catalog()))
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield AnalyzerStub(channel)
    server.stop(None).wait()


def asked() -> proto.AnalyzeRequest:
    """Return a request about a registry with its administrator."""
    request = proto.AnalyzeRequest(type=REGISTRY, name="images", urn=f"urn:pulumi:dev::shop::{REGISTRY}::images")
    request.properties["adminUserEnabled"] = True
    return request


def test_mending_is_implemented_when_a_guardrail_mends(pack: AnalyzerStub) -> None:
    """Otherwise the engine takes the refusal for no remedy, and judges as ever."""
    with pytest.raises(grpc.RpcError) as refused:
        pack.Remediate(asked())
    found = {one.policyName for one in pack.Analyze(asked()).diagnostics}

    level = proto.PolicyConfig(enforcementLevel=proto.REMEDIATE)
    pack.Configure(proto.ConfigureAnalyzerRequest(policyConfig={"acr-admin-user-disabled": level}))
    (remedy,) = pack.Remediate(asked()).remediations

    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED
    assert "acr-admin-user-disabled" in found
    assert remedy.policyName == "acr-admin-user-disabled"
    assert remedy.properties["adminUserEnabled"] is False
