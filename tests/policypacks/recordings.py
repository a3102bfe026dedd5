"""What the engine asked policy packs in previews of the stacks and the samples, kept to be asked again."""

import gzip
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from google.protobuf.json_format import ParseDict
from guardrails.analyzer import Analyzer
from guardrails.run import NOTICES
from pulumi.runtime.proto import analyzer_pb2 as proto

from tests.engine import ROOT, Engine, Run

PACK = ROOT / "policypacks" / "aks"
RECORDER = ROOT / "tests" / "policypacks" / "recorder"
RECORDINGS = ROOT / "tests" / "policypacks" / "recordings"
SAMPLES = ROOT / "tests" / "policypacks" / "samples"
STACKS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "dev": ("dev", {}),
    "prod": ("prod", {}),
    "stamps": (
        "dev",
        {
            "hardened-aks:stamps": [
                {"name": "neu", "location": "northeurope", "addressSpace": "10.21.0.0/20"},
                {"name": "frc", "location": "francecentral", "addressSpace": "10.22.0.0/20"},
            ],
            "hardened-aks:network": {"egress": "firewall", "privateMonitoring": True},
            "hardened-aks:clusterAccess": "none",
        },
    ),
}
"""Name of a recording -> the stack that is previewed, and what is configured otherwise."""
NAMES_OF_RECORDINGS = (*STACKS, *sorted(path.name for path in SAMPLES.iterdir()))

TODAY = "2026-11-21"
# Otherwise the engine's random seed is part of each name that a program leaves open.
NAMED_AS_IN_PROGRAM = {"pulumi:autonaming": {"mode": "verbatim"}}

ASK_FOR_A_SECRET = {"aks-windows-no-plain-password"}
"""Guardrails that the recordings satisfy by secrets, which the official servicer unwraps before a policy sees them."""

_RANDOM_NAME = re.compile(r'("roleAssignmentName":)"[0-9a-f-]{36}"')
"""Azure takes only a GUID here, which is made from the random seed in spite of the above."""

Findings = Mapping[str, Mapping[str, Sequence[str]]]
"""Resource's name -> `mandatory`, `advisory`, `undecided` or `crashed` -> guardrails; under `notices` their texts."""


@dataclass(frozen=True)
class Recording:
    """One preview: a request for each resource, then one for the stack."""

    resources: tuple[proto.AnalyzeRequest, ...]
    stack: proto.AnalyzeStackRequest

    @classmethod
    def stored(cls, name: str) -> "Recording":
        """Return the recording as committed."""
        asked = [json.loads(line) for line in read(name).splitlines()]
        return cls(
            tuple(ParseDict(request, proto.AnalyzeRequest()) for kind, request in asked if kind == "resource"),
            *(ParseDict(request, proto.AnalyzeStackRequest()) for kind, request in asked if kind == "stack"),
        )

    def copied(self, number: int) -> "Recording":
        """Return the same under URNs that end in the number: another copy of the stack, to stand beside this one."""
        stack = proto.AnalyzeStackRequest.FromString(self.stack.SerializeToString())
        resources = [proto.AnalyzeRequest.FromString(one.SerializeToString()) for one in self.resources]
        for request in resources:
            request.urn += f"-{number}"
        for resource in stack.resources:
            resource.urn += f"-{number}"
            resource.dependencies[:] = [f"{urn}-{number}" for urn in resource.dependencies]
            for dependency in resource.propertyDependencies.values():
                dependency.urns[:] = [f"{urn}-{number}" for urn in dependency.urns]
        return Recording(tuple(resources), stack)

    def answers(self, analyzer: Any) -> list[proto.AnalyzeResponse]:
        """Return what an analyzer's servicer says of each resource, and then of the stack."""
        return [
            *(analyzer.Analyze(request, None) for request in self.resources),
            analyzer.AnalyzeStack(self.stack, None),
        ]

    def ask(self, analyzer: Any) -> list[proto.AnalyzeDiagnostic]:
        """Return every finding of an analyzer's servicer."""
        return [one for answer in self.answers(analyzer) for one in answer.diagnostics]


def decided(diagnostics: Iterable[proto.AnalyzeDiagnostic]) -> list[tuple[str, str, int]]:
    """Return guardrail, URN and level of each finding that the official servicer makes too, sorted.

    Without what either says of unknown values, in words of its own, and what our pack says of itself.
    """
    return sorted(
        (one.policyName, one.urn, one.enforcementLevel)
        for one in diagnostics
        if "before the update" not in one.message
        and "during preview" not in one.message
        and one.policyName not in {NOTICES, *ASK_FOR_A_SECRET}
    )


def preview(
    engine: Engine, project: Path, stack: str, config: Mapping[str, Any] | None = None, **options: Any
) -> tuple[Run, str]:
    """Preview a project under the pack; return the run, and what the engine asked in the form that is stored."""
    asked = engine.folder / "asked"
    asked.touch()
    env = {"RECORDED_REQUESTS": str(asked), "GUARDRAILS_TODAY": TODAY}
    run = engine.preview(
        project,
        stack,
        policy_packs=[PACK, RECORDER],
        env=env,
        config={**NAMED_AS_IN_PROGRAM, **(config or {})},
        check=False,
        **options,
    )
    return run, _ordered(asked.read_text("utf-8").splitlines())


def read(name: str) -> str:
    """Return what is stored, one request a line."""
    return gzip.decompress((RECORDINGS / f"{name}.gz").read_bytes()).decode()


def write(name: str, text: str) -> None:
    """Store a recording; the same text makes the same bytes."""
    (RECORDINGS / f"{name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _ordered(lines: Iterable[str]) -> str:
    """Return the requests in an order of their own: the engine asks about many resources at a time."""
    asked = [_sorted_urns(json.loads(line)) for line in lines]
    for kind, request in asked:
        if kind == "stack":
            request["resources"].sort(key=lambda one: str(one["urn"]))
    asked.sort(key=lambda one: (one[0], one[1].get("urn", "")))
    text = "".join(json.dumps(one, sort_keys=True, separators=(",", ":")) + "\n" for one in asked)
    return _RANDOM_NAME.sub(r'\1"00000000-0000-4000-8000-000000000000"', text)


def _sorted_urns(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted_urns(element) for key, element in value.items()}
    if isinstance(value, list):
        urns = all(isinstance(element, str) and element.startswith("urn:pulumi:") for element in value)
        return sorted(value) if urns else [_sorted_urns(element) for element in value]
    return value


def by_resource(found: Iterable[tuple[str, str, str, str]]) -> Findings:
    """Return findings, each (policy, level, URN, message), in the form of a sample's expected.yaml."""
    findings: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for policy, level, urn, message in found:
        said = (message.partition("\n")[2] or message).strip()
        if policy == NOTICES:
            findings["notices"][level].add(said)
        elif "cannot be judged before the update" in said:
            findings[_name(urn)]["undecided"].add(policy)
        elif "the guardrail itself failed" in said:
            findings[_name(urn)]["crashed"].add(policy)
        else:
            findings[_name(urn)][level].add(policy)
    return {
        resource: {level: sorted(policies) for level, policies in sorted(levels.items())}
        for resource, levels in sorted(findings.items())
    }


def of_run(run: Run) -> Findings:
    """Return what the pack found in a run of the engine."""
    return by_resource(
        (one["policyName"], one["enforcementLevel"], one["resourceUrn"], one["message"]) for one in run.violations
    )


def of_state(engine: Engine, project: Path, stack: str) -> Findings:
    """Return what the pack finds in the exported state."""
    state = engine.folder / "state.json"
    export = ["pulumi", "stack", "export", "--stack", stack, "--cwd", str(project), "--file", str(state)]
    subprocess.run(export, env=engine.env, check=True, capture_output=True)
    command = ["pulumi", "policy", "analyze", "--file", str(state), "--policy-pack", str(PACK), "--json"]
    answer = subprocess.run(command, env=engine.env, check=False, capture_output=True, text=True, cwd=project)
    assert answer.stdout, answer.stderr
    events: list[dict[str, Any]] = [json.loads(line) for line in answer.stdout.splitlines()]
    found = [event["policyEvent"] for event in events if "policyEvent" in event]
    return by_resource(
        (one["policyName"], one["enforcementLevel"], one["resourceUrn"], one["message"]) for one in found
    )


def of_analyzer(analyzer: Analyzer, recording: Recording) -> Findings:
    """Return what the analyzer finds when it is asked again."""
    levels = {proto.MANDATORY: "mandatory", proto.ADVISORY: "advisory"}
    return by_resource(
        (one.policyName, levels[one.enforcementLevel], one.urn, one.message) for one in recording.ask(analyzer)
    )


def expected(sample: str) -> Findings:
    """Return what a sample must make the pack find."""
    findings: Findings = yaml.safe_load((SAMPLES / sample / "expected.yaml").read_text("utf-8"))
    return findings


def write_expected(sample: str, findings: Findings) -> None:
    """Take over what the pack finds now."""
    header = "# What the pack must find: resource -> level -> guardrails. `make recordings` rewrites it; review it.\n"
    text = yaml.safe_dump(findings, width=110, default_flow_style=None, sort_keys=True)
    (SAMPLES / sample / "expected.yaml").write_text(header + text, "utf-8")


def _name(urn: str) -> str:
    """Return a resource's name; what is said of the stack as a whole goes under `stack`."""
    return "stack" if not urn or "::pulumi:pulumi:Stack::" in urn else urn.rpartition("::")[2]
