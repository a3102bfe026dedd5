"""The official SDK's servicer, given the same guardrails, finds the same."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from google.protobuf.empty_pb2 import Empty
from guardrails.adapter import policies
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.examples import Seen
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.run import NOTICES
from guardrails.templates import CARRIERS
from guardrails.testing import analyze_request, analyzer_of, stack_request
from guardrails.tokens import unversioned
from guardrails.values import Secret
from pulumi.runtime.proto import analyzer_pb2 as proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer

from tests.policypacks.recordings import ASK_FOR_A_SECRET, NAMES_OF_RECORDINGS, STACKS, Recording, decided

AnyGuardrail = Guardrail | StackGuardrail
Findings = list[tuple[str, str, int, str]]


@cache
def about(token: str) -> list[AnyGuardrail]:
    """Return the guardrails that judge a type: the official servicer asks each of its own about every resource."""
    return [one for one in catalog() if token in one.applies_to.tokens]


@cache
def ours(token: str) -> Analyzer:
    return analyzer_of(about(token))


@cache
def official_of(token: str) -> Any:
    return official(about(token))


@cache
def whole() -> Any:
    return official([one for one in catalog() if isinstance(one, Guardrail)])


def official(guardrails: Sequence[AnyGuardrail]) -> Any:
    """Return the official servicer with the guardrails."""
    return _PolicyAnalyzerServicer(
        name="hardened-aks",
        version="0.1.0",
        policies=policies(guardrails),
        enforcement_level=EnforcementLevel.ADVISORY,
    )


def _findings(response: proto.AnalyzeResponse) -> Findings:
    return sorted((one.policyName, one.urn, one.enforcementLevel, one.message) for one in response.diagnostics)


def _examples() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for guardrail in catalog():
        if isinstance(guardrail, Guardrail):
            for label, values in {**guardrail.passing, **guardrail.failing}.items():
                yield f"{guardrail.name}: {label}", guardrail.applies_to.token, dict(values)


def _has_secret(value: object) -> bool:
    if isinstance(value, dict):
        return any(_has_secret(element) for element in value.values())
    return isinstance(value, Secret) or (isinstance(value, list) and any(_has_secret(element) for element in value))


def test_both_judge_every_resource_example_alike() -> None:
    """Secrets are the known difference: the official servicer unwraps them before a policy sees them."""
    different = {}
    for label, token, values in _examples():
        request = analyze_request(token, values)
        if not _has_secret(values):
            mine = _findings(ours(token).Analyze(request, None))  # type: ignore[arg-type]
            theirs = _findings(official_of(token).Analyze(request, None))
            different.update({label: (mine, theirs)} if mine != theirs else {})

    assert different == {}


@pytest.mark.parametrize("seen", Seen)
def test_both_judge_every_stack_example_alike(seen: Seen) -> None:
    different = {}
    for guardrail in catalog():
        if isinstance(guardrail, StackGuardrail):
            token = guardrail.applies_to.token
            for label, example in {**guardrail.passing, **guardrail.failing}.items():
                request = stack_request(example, seen)
                mine = _decided(ours(token).AnalyzeStack(request, None))  # type: ignore[arg-type]
                theirs = _decided(official_of(token).AnalyzeStack(request, None))
                different.update({f"{guardrail.name}: {label}": (mine, theirs)} if mine != theirs else {})

    assert different == {}


class ByType:
    """The official servicer in parts: it asks each of its policies about each resource, and whole stacks are large."""

    def __init__(self) -> None:
        self._together = official([one for one in catalog() if isinstance(one, StackGuardrail)])

    def Analyze(self, request: proto.AnalyzeRequest, context: None) -> proto.AnalyzeResponse:  # noqa: N802
        remembered: proto.AnalyzeResponse = self._together.Analyze(request, context)
        token = unversioned(request.type)
        remembered.MergeFrom((official_of(token) if about(token) else whole()).Analyze(request, context))
        return remembered

    def AnalyzeStack(self, request: proto.AnalyzeStackRequest, context: None) -> proto.AnalyzeResponse:  # noqa: N802
        response: proto.AnalyzeResponse = self._together.AnalyzeStack(request, context)
        return response


@pytest.mark.parametrize("name", [name for name in NAMES_OF_RECORDINGS if name != "stamps"])  # that is dev thrice
def test_both_judge_alike_what_the_engine_has_asked(name: str) -> None:
    """Real requests of real previews; what a message shows of a secret differs, so messages are not compared."""
    recording = Recording.stored(name)

    mine = recording.ask(analyzer_of(catalog()))

    assert decided(mine) == decided(recording.ask(ByType() if name in STACKS else official(catalog())))
    assert {one.policyName for one in mine} & ASK_FOR_A_SECRET == set()


@pytest.mark.parametrize("name", sorted({*NAMES_OF_RECORDINGS} - {*STACKS}))
def test_both_count_the_same_guardrails_as_passed(name: str) -> None:
    """What has nothing to judge counts for neither; templates are read by our pack alone."""
    mine, theirs = analyzer_of(catalog()), whole()
    announced = theirs.GetAnalyzerInfo(Empty(), None).policies
    asked = {one.name for one in announced if one.enforcementLevel != proto.DISABLED}
    different = {}
    for request in Recording.stored(name).resources:
        if unversioned(request.type) not in CARRIERS:
            idle = {one.policy_name for one in mine.Analyze(request, None).not_applicable}  # type: ignore[arg-type]
            idle_there = {one.policy_name for one in theirs.Analyze(request, None).not_applicable}
            different.update({request.urn: found} if (found := (idle & asked) ^ idle_there) else {})

    assert different == {}


def _decided(response: proto.AnalyzeResponse) -> Findings:
    """Leave out what either servicer says of unknown values, in words of its own, and what our pack says of itself."""
    return [
        finding
        for finding in _findings(response)
        if "before the update" not in finding[3] and "during preview" not in finding[3] and finding[0] != NOTICES
    ]
