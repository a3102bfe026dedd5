"""An analyzer without a server: what it answers to one call."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import grpc
from google.protobuf.struct_pb2 import Struct
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail
from guardrails.testing import analyze_request
from pulumi.runtime.proto import analyzer_pb2 as proto

CLUSTER = "azure-native:containerservice:ManagedCluster"
LOCAL_ACCOUNTS = next(
    one for one in catalog() if one.name == "aks-local-accounts-disabled" and isinstance(one, Guardrail)
)


class Refused(Exception):  # noqa: N818 - the test's stand-in for an aborted call
    """The call was aborted."""


class Context:
    """The part of a gRPC context that the analyzer uses."""

    def abort(self, code: grpc.StatusCode, details: str) -> None:
        raise Refused(f"{code.name}: {details}")


def a_guardrail(check: Any, **changes: Any) -> Guardrail:
    return replace(LOCAL_ACCOUNTS, name="test-guardrail", check=check, **changes)


def analyze(analyzer: Analyzer, values: Mapping[str, Any], token: str = CLUSTER) -> list[tuple[str, int, str]]:
    response = analyzer.Analyze(analyze_request(token, values), Context())  # type: ignore[arg-type]
    return [(one.policyName, one.enforcementLevel, one.message) for one in response.diagnostics]


def configure(analyzer: Analyzer, name: str, level: int = proto.MANDATORY, **values: Any) -> None:
    properties = Struct()
    properties.update(values)
    config = proto.PolicyConfig(enforcementLevel=level, properties=properties)  # type: ignore[arg-type]
    analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={name: config}), Context())  # type: ignore[arg-type]
