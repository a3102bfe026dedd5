"""For authors of guardrails: judge an example as the engine has it judged, through the real decoder and analyzer.

    judged = judge_example(GUARDRAIL, {"adminUserEnabled": True})
    assert judged.problems == ("must set adminUserEnabled to false",)

A guardrail about one resource takes the resource's properties, one about a stack an `ExampleStack`. Neither an engine
nor a file of the pack is involved: a test needs this module only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime.proto import analyzer_pb2 as proto

from guardrails.analyzer import Analyzer
from guardrails.examples import ExampleStack, Seen, render, urn
from guardrails.guardrail import Guardrail, Severity, StackGuardrail, settings_of
from guardrails.previous import Known, Previous
from guardrails.run import NOTICES, Documents
from guardrails.stack import Record
from guardrails.values import SECRET_SIGNATURE, SIGNATURE, Secret, Unknown

UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
TODAY = date(2026, 11, 21)
"""The day of every judgement here, so that a guardrail about a date gives the same answer for ever."""


@dataclass(frozen=True)
class Judged:
    """What a guardrail said of an example."""

    problems: tuple[str, ...]
    """Phrases that complete "<resource> must ...", without the resource's name."""
    undecided: tuple[str, ...]
    """Sentences that name the paths whose values are known only after the update."""
    crashes: tuple[str, ...]
    """Sentences that name the guardrail's own failure and its place."""
    messages: tuple[str, ...]
    """All of it as a person reads it: title, sentence, fix and page."""


def judge_example(
    guardrail: Guardrail | StackGuardrail,
    example: Mapping[str, Any] | ExampleStack,
    *,
    token: str = "",
    seen: Seen = Seen.STATE,
    **parameters: Any,
) -> Judged:
    """Judge an example by one guardrail.

    Args:
        guardrail: The guardrail, as its file has it; the name may still be missing.
        example: Properties named as the engine sends them (camelCase), with `UNKNOWN` and `Secret` wherever a program
            may have them; for a `StackGuardrail` resources by their name, with `Output`s of each other.
        token: The type of the resource, where it is not the guardrail's first.
        seen: How a stack is seen: at preview, in the state, or with ids written by hand.
        parameters: Settings of the guardrail, beside those that an `Example` has itself.

    """
    # Whatever its severity or date of retirement, it is asked.
    named = replace(guardrail, name=guardrail.name or "example-guardrail", severity=Severity.CRITICAL, retires=None)
    analyzer = Analyzer([named], Documents({}, {}, _previous(named, example, seen)), TODAY)
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="example"), None)  # type: ignore[arg-type]
    config = proto.PolicyConfig(
        enforcementLevel=proto.MANDATORY, properties=wire({**settings_of(example), **parameters})
    )
    analyzer.Configure(proto.ConfigureAnalyzerRequest(policyConfig={named.name: config}), None)  # type: ignore[arg-type]
    responses = []
    if isinstance(named, StackGuardrail):
        request = stack_request(example, seen)
        if named.looks_back:
            singly = [analyze_request(one.token, one.raw, one.name) for one in render(example, seen).resources]
            responses += [analyzer.Analyze(one, None) for one in singly]  # type: ignore[arg-type]
        responses.append(analyzer.AnalyzeStack(request, None))  # type: ignore[arg-type]
    else:
        single = analyze_request(token or named.applies_to.token, example)
        responses.append(analyzer.Analyze(single, None))  # type: ignore[arg-type]
    return _judged([one for each in responses for one in each.diagnostics if one.policyName != NOTICES])


def _previous(guardrail: Guardrail | StackGuardrail, example: Mapping[str, Any], seen: Seen) -> Previous:
    if isinstance(guardrail, Guardrail):
        return Previous()
    return Previous(
        {
            one.urn: Known(one.raw, Record(one.urn, one.name, one.token, one.raw, one.dependencies), retained=False)
            for one in render(example, seen).previous
        }
    )


def _judged(diagnostics: Sequence[proto.AnalyzeDiagnostic]) -> Judged:
    sentences = [one.message.split("\n")[1] for one in diagnostics]
    undecided = tuple(one for one in sentences if "cannot be judged before the update" in one)
    crashes = tuple(one for one in sentences if "the guardrail itself failed" in one)
    problems = (one for one in sentences if one not in {*undecided, *crashes})
    return Judged(
        tuple(f"must {one.partition(' must ')[2]}".removesuffix(".") for one in problems),
        undecided,
        crashes,
        tuple(one.message for one in diagnostics),
    )


def analyzer_of(guardrails: Sequence[Guardrail | StackGuardrail], **documents: Any) -> Analyzer:
    """Return the analyzer of these guardrails on a fixed day, with the documents given by name."""
    return Analyzer(guardrails, Documents(documents.get("configuration", {}), documents.get("exemptions", {})), TODAY)


def analyze_request(token: str, values: Mapping[str, Any], name: str = "example") -> proto.AnalyzeRequest:
    """Return the request for one resource; `UNKNOWN` and `Secret` become their wire forms."""
    return proto.AnalyzeRequest(type=token, urn=urn(name, token), name=name, properties=wire(values))


def stack_request(example: ExampleStack, seen: Seen) -> proto.AnalyzeStackRequest:
    """Return the request for a whole example stack."""
    return proto.AnalyzeStackRequest(
        resources=[
            proto.AnalyzerResource(
                type=resource.token,
                urn=resource.urn,
                name=resource.name,
                properties=wire(resource.raw),
                propertyDependencies={
                    key: proto.AnalyzerPropertyDependencies(urns=urns) for key, urns in resource.dependencies.items()
                },
            )
            for resource in render(example, seen).resources
        ]
    )


def nested(path: str, value: Any) -> dict[str, Any]:
    """Return properties that hold the value at the dotted path."""
    for key in reversed(path.split(".")):
        value = {key: value}
    properties: dict[str, Any] = value
    return properties


def wire(values: Mapping[str, Any]) -> Struct:
    """Return properties as the engine sends them."""
    struct = Struct()
    struct.update(_wire(values))
    return struct


def _wire(value: Any) -> Any:
    if isinstance(value, Unknown):
        return UNKNOWN_TEXT
    if isinstance(value, Secret):
        return {SIGNATURE: SECRET_SIGNATURE, "value": _wire(value.value)}
    if isinstance(value, Mapping):
        return {key: _wire(element) for key, element in value.items()}
    return [_wire(element) for element in value] if isinstance(value, list) else value
