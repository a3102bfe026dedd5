"""Results for tests: the recorded previews, judged anew and told as the engine tells its events."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from google.protobuf.json_format import MessageToDict
from guardrails.analyzer import Analyzer
from guardrails.catalog import catalog
from guardrails.dependencies import sorted_out
from guardrails.report import schedule
from guardrails.report.collect import Background, collect
from guardrails.report.events import Log
from guardrails.report.model import Finding, Result
from guardrails.run import Documents, Kind
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.engine import ROOT
from tests.policypacks.recordings import SAMPLES, TODAY, Recording

DURATIONS = ROOT / "simulator" / "azure" / "durations.toml"
EXEMPTION = {
    "guardrail": "aks-run-command-disabled",
    "resource": "*::blue",
    "category": "waiver",
    "reason": "Needed <b>until</b> the bastion | stands.",
    "owner": "platform-team",
    "expires": "2027-01-31",
}
_SEVERITIES = {number: name.rpartition("_")[2].lower() for name, number in proto.PolicySeverity.items()}
_LEVELS = {proto.MANDATORY: "mandatory", proto.ADVISORY: "advisory"}


@cache
def result(name: str = "dicts", *, exempting: bool = False, unknown: str = "note") -> Result:
    """Return what a preview of a sample or stack comes to."""
    documents = Documents({"unknown": unknown}, {"exemptions": [EXEMPTION] if exempting else []})
    recording = Recording.stored(name)
    lines = list(events(recording, Analyzer(catalog(), documents, date.fromisoformat(TODAY))))
    sample = SAMPLES / name
    return of_events(lines, sample if sample.exists() else ROOT, recording)


def of_events(lines: list[str], project: Path, recording: Recording | None = None) -> Result:
    """Return what a log of events comes to."""
    asked = recording.stack.resources if recording else ()
    return collect(
        Log().read(lines),
        Background(catalog(), project, date.fromisoformat(TODAY)),
        operation="preview",
        stack="dev",
        dependencies={
            one.urn: sorted_out({key: of.urns for key, of in one.propertyDependencies.items()}, one.dependencies)
            for one in asked
        },
        durations=schedule.read({schedule.VARIABLE: str(DURATIONS)}),
    )


def events(recording: Recording, analyzer: Any) -> Iterator[str]:
    """Yield a log of the engine, as `--event-log` writes it."""
    info = analyzer.GetAnalyzerInfo(None, None)
    stack = recording.stack.resources[0].urn.split("::")[0].rpartition(":")[2]
    analyzer.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack=stack), None)
    pack = {"policyPackName": info.name, "policyPackVersion": info.version}
    on = {one.name: one.policy_type for one in info.policies if one.enforcementLevel != proto.DISABLED}
    for one in recording.stack.resources:
        component = ":index:" in one.type or one.type.startswith("pulumi:pulumi:")
        state = {"inputs": MessageToDict(one.properties), "parent": one.parent, "custom": not component}
        yield line("resourcePreEvent", {"metadata": {"op": "create", "urn": one.urn, "type": one.type, "new": state}})
    answers = recording.answers(analyzer)
    found = [one for answer in answers for one in answer.diagnostics]
    for diagnostic in found:
        yield line(
            "policyEvent",
            {
                **pack,
                "resourceUrn": diagnostic.urn or next(r.urn for r in recording.stack.resources if ":Stack::" in r.urn),
                "message": diagnostic.message + "\n",
                "policyName": diagnostic.policyName,
                "enforcementLevel": _LEVELS[diagnostic.enforcementLevel],
                **({"severity": _SEVERITIES[diagnostic.severity]} if diagnostic.severity else {}),
            },
        )
    summaries = [("policyAnalyzeSummaryEvent", proto.POLICY_TYPE_RESOURCE)] * (len(answers) - 1)
    summaries.append(("policyAnalyzeStackSummaryEvent", proto.POLICY_TYPE_STACK))
    for (kind, of), answer in zip(summaries, answers, strict=True):
        failed = {one.policyName for one in answer.diagnostics}
        idle = {one.policy_name for one in answer.not_applicable}
        passed = [name for name, policy_type in on.items() if policy_type == of and name not in failed | idle]
        yield line(kind, {**pack, "passed": passed, "failed": sorted(failed)})
    refused = any(diagnostic.enforcementLevel == proto.MANDATORY for diagnostic in found)
    if refused:
        yield line("diagnosticEvent", {"severity": "error", "message": "preview failed\n"})
    yield line("summaryEvent", {"durationSeconds": 4, "result": "failed" if refused else "succeeded"})


def line(kind: str, event: Mapping[str, Any]) -> str:
    """Return one line of a log."""
    return json.dumps({"sequence": 0, "timestamp": 1795276223, kind: event})


def told(of: Result) -> list[Finding]:
    """Return the findings that are about a resource."""
    return [one for one in of.findings if one.kind is not Kind.NOTICE]
