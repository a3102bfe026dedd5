"""Asks the analyzer as the engine does: messages in bytes, one resource after the other, then the stack."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.examples import urn
from guardrails.guardrail import UnknownMeans
from guardrails.run import NOTICES
from guardrails.testing import analyzer_of, wire
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.policypacks.fuzz.inputs import Sent


class Said(NamedTuple):
    """One line of the answer."""

    guardrail: str
    urn: str
    kind: str
    """`problem`, `undecided` or `crash`."""
    message: str


def analyzer() -> Analyzer:
    """Return an analyzer that asks every guardrail, whatever its severity, and says all that stays undecided."""
    quiet = {one.name: {"unknown": "note"} for one in catalog() if one.unknown is UnknownMeans.IGNORE}
    one = analyzer_of(catalog(), configuration={"profile": "strict", "guardrails": quiet})
    one.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="example", project="example"), None)  # type: ignore[arg-type]
    return one


def ask(judge: Analyzer, sent: Sent, name: str = "example") -> list[Said]:
    """Return what is said of one resource."""
    request = proto.AnalyzeRequest(type=sent.token, name=name, urn=urn(name, sent.token), properties=wire(sent.values))
    received = proto.AnalyzeRequest.FromString(request.SerializeToString())
    return _said(judge.Analyze(received, None).diagnostics)  # type: ignore[arg-type]


def ask_stack(judge: Analyzer, stack: Iterable[tuple[str, Sent]]) -> list[Said]:
    """Return what is said of named resources together."""
    request = proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                type=sent.token,
                name=name,
                urn=urn(name, sent.token),
                properties=wire(sent.values),
                propertyDependencies={
                    key: proto.AnalyzerPropertyDependencies(urns=urns) for key, urns in sent.dependencies.items()
                },
            )
            for name, sent in stack
        ]
    )
    received = proto.AnalyzeStackRequest.FromString(request.SerializeToString())
    return _said(judge.AnalyzeStack(received, None).diagnostics)  # type: ignore[arg-type]


def _said(diagnostics: Sequence[proto.AnalyzeDiagnostic]) -> list[Said]:
    return [
        Said(one.policyName, one.urn, _kind(one.message), one.message)
        for one in diagnostics
        if one.policyName != NOTICES
    ]


def _kind(message: str) -> str:
    if "the guardrail itself failed" in message:
        return "crash"
    return "undecided" if " cannot be judged before the update: " in message else "problem"
