"""What the pack says of a program that ran on the pretend engine."""

from collections.abc import Iterator

from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.run import Documents
from guardrails.testing import TODAY
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.components.recorder import Recorder


def said(recorder: Recorder, profile: str = "baseline") -> Iterator[proto.AnalyzeDiagnostic]:
    """Yield what the pack has to say of the registered resources under a profile."""
    analyzer = Analyzer(catalog(), Documents({"profile": profile}, {}), TODAY)
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="dev", project="hardened-aks"), None)  # type: ignore[arg-type]
    for one in recorder.judged:
        request = proto.AnalyzeRequest(
            type=one.type, name=one.name, urn=one.urn, properties=one.properties, options=one.options
        )
        yield from analyzer.Analyze(request, None).diagnostics  # type: ignore[arg-type]
    yield from analyzer.AnalyzeStack(proto.AnalyzeStackRequest(resources=recorder.judged), None).diagnostics  # type: ignore[arg-type]
