"""Puts a result together: the engine's log, the pack's own knowledge of its guardrails, and the program's sources."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from guardrails import PACK_NAME
from guardrails.dependencies import ELSE
from guardrails.description import describe
from guardrails.generic import resolve
from guardrails.guardrail import Guardrail, Level, Severity, StackGuardrail
from guardrails.messages import Text, read
from guardrails.report.events import Log
from guardrails.report.locations import Sources
from guardrails.report.model import GOES, Exempted, Finding, GuardrailRecord, Location, Resource, Result
from guardrails.report.schedule import Durations, schedule
from guardrails.run import NOTICES, Kind
from guardrails.stack import sets_up_a_subscription
from guardrails.templates import made_by, made_for_subscription, types_made_by
from guardrails.tokens import ARM_TYPES, unversioned
from guardrails.urns import name_of

Catalogue = Sequence[Guardrail | StackGuardrail]
Dependencies = Mapping[str, Mapping[str, Sequence[str]]]
"""URN -> property -> URNs, as the module `dependencies` writes them."""

_FACTS: Final = ("addressPrefix", "addressPrefixes", "addressSpace", "vmSize", "kubernetesVersion", "sku")
_UNKNOWN_TO_POLICY_SDK: Final = re.compile(
    r"can't run policy '[^']+' from policy pack '[^']+' during preview: \w+ value at \S+ can't be known during preview"
)
"""The whole of what Pulumi's SDK for policies says where a policy asks for a value that is not known yet."""


class Background:
    """What a result takes from elsewhere than the engine; made while the engine is at work."""

    def __init__(self, catalogue: Catalogue, project: Path, today: date, folder: str = "") -> None:
        """Read the sources below the program's folder and describe the guardrails."""
        self.guardrails = {one.name: one for one in catalogue}
        self.descriptions = {one.name: describe(one) for one in catalogue}
        self.project = project
        self.today = today
        self.folder = folder
        self.sources = Sources(project)
        self.sources.read()


def collect(  # noqa: PLR0913 - what a report is made of
    log: Log,
    background: Background,
    *,
    operation: Literal["preview", "analyze"],
    stack: str,
    dependencies: Dependencies | None = None,
    durations: Durations | None = None,
) -> Result:
    """Return the result of a run.

    Args:
        log: The engine's events.
        background: The guardrails, for what a finding's text does not say; the sources; the day that was judged by.
        operation: What was run.
        stack: Used where the log names none.
        dependencies: What the values of each resource come from, where it is known.
        durations: How long Azure takes for each type, where the report shall tell the time that the stack takes.

    """
    first = next(iter(log.steps), log.violations[0]["resourceUrn"] if log.violations else "")
    named = first.split("::")[0].rpartition(":")[2] or stack
    sources = background.sources
    resources = tuple(_resource(step, sources, dependencies or {}) for step in log.steps.values() if _shown(step))
    located = {one.urn: one.location for one in resources}
    findings = (_finding(one, background.guardrails, located, sources) for one in log.violations)
    refused = any(one["enforcementLevel"] == "mandatory" for one in log.violations)
    return Result(
        project=first.split("::")[1] if first else background.project.name,
        stack=named,
        operation=operation,
        started=log.started,
        day=background.today.isoformat(),
        seconds=log.seconds,
        complete=log.ended and not log.errors and (refused or not log.failed),
        errors=tuple(dict.fromkeys(log.errors)),
        packs=log.packs,
        local_providers=tuple(sorted(log.local_providers)),
        changes=dict(Counter(one.operation for one in resources)),
        resources=resources,
        findings=tuple(_distinct(findings)),
        guardrails=tuple(_records(background, log.asked, filter(_judged, log.steps.values()))),
        folder=background.folder,
        schedule=schedule(resources, durations) if durations else None,
    )


def _shown(step: Mapping[str, Any]) -> bool:
    return not step["type"].startswith("pulumi:")


def _judged(step: Mapping[str, Any]) -> bool:
    return _shown(step) and not step["op"].startswith(GOES)


def _resource(step: Mapping[str, Any], sources: Sources, dependencies: Dependencies) -> Resource:
    state = step.get("new") or step.get("old") or {}
    urn = step["urn"]
    inputs = state.get("inputs") or {}
    waits_for = dependencies.get(urn, {})
    return Resource(
        urn=urn,
        type=unversioned(step["type"]),
        name=name_of(urn),
        parent=state.get("parent", ""),
        operation=step["op"],
        changed=tuple(sorted(step.get("detailedDiff") or step.get("diffs") or ())),
        depends_on={key: tuple(urns) for key, urns in waits_for.items() if key != ELSE},
        facts=tuple(_facts(inputs)),
        custom=bool(state.get("custom")),
        location=_position(state) or sources.find(urn),
        after=tuple(waits_for.get(ELSE, ())),
        makes=tuple(sorted(_made(step))),
    )


def _made(step: Mapping[str, Any]) -> set[str]:
    made = made_by(*_as_judged(step))
    return {ARM_TYPES.get(one.token, one.what) for one in made if one.values is not None}


def _position(state: Mapping[str, Any]) -> Location | None:
    """Return where the program made it; a position outside the project is that of a library."""
    scheme, _, place = state.get("sourcePosition", "").partition(":///")
    file, _, line = place.partition("#")
    inside = scheme == "project" and file and not file.startswith((".", "/"))
    return Location(file, int(line.split(",")[0] or 1)) if inside else None


def _facts(inputs: Mapping[str, Any]) -> Iterator[str]:
    for key in _FACTS:
        value = inputs.get(key)
        value = value.get("name") or value.get("addressPrefixes") if isinstance(value, dict) else value
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and one and len(one) < 36:  # noqa: PLR2004 - the length of an unknown's placeholder
                yield one


def _finding(
    event: Mapping[str, Any],
    about: Mapping[str, Guardrail | StackGuardrail],
    located: Mapping[str, Location],
    sources: Sources,
) -> Finding:
    urn, policy, pack = event["resourceUrn"], event["policyName"], event["policyPackName"]
    guardrail = about.get(policy) if pack == PACK_NAME else None
    title, _, rest = event["message"].strip().partition("\n")
    text = read(rest or title) if pack == PACK_NAME else Text("problem", (rest or title).partition("\n")[0])
    kind = Kind(text.kind)
    if pack == PACK_NAME and policy == NOTICES:
        kind = Kind.PROBLEM if event["enforcementLevel"] == Level.MANDATORY else Kind.NOTICE
    elif _UNKNOWN_TO_POLICY_SDK.fullmatch(text.sentence):
        kind = Kind.UNDECIDED
    return Finding(
        guardrail=policy,
        pack=pack,
        kind=kind,
        level=Level(event["enforcementLevel"]),
        severity=Severity(event.get("severity") or (guardrail.severity if guardrail else Severity.MEDIUM)),
        urn=urn,
        title=guardrail.title if guardrail else title,
        problem=text.sentence,
        fix=guardrail.fix if guardrail else "",
        link=guardrail.link if guardrail else "",
        notes=text.notes,
        exempted=Exempted(*text.exemption) if text.exemption else None,
        location=located.get(urn) or sources.find(urn),
        fingerprint=_fingerprint(policy, pack, urn, text.sentence),
    )


def _fingerprint(policy: str, pack: str, urn: str, sentence: str) -> str:
    _, _, within = urn.partition("::")
    return hashlib.sha256(f"{pack}|{policy}|{within}|{sentence}".encode()).hexdigest()[:32]


def _distinct(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield each once, the worst first; the engine repeats a finding about a resource that it plans twice."""
    by_fingerprint = {one.fingerprint: one for one in findings}
    yield from sorted(by_fingerprint.values(), key=_order)


def _order(one: Finding) -> tuple[Any, ...]:
    kinds, levels, severities = list(Kind), list(Level), list(Severity)
    return (
        one.level is not Level.MANDATORY,
        kinds.index(one.kind),
        -severities.index(one.severity),
        levels.index(one.level),
        one.guardrail,
        one.urn,
        one.problem,
    )


def _as_judged(step: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return type and properties as guardrails see them: the generic resource as what it makes."""
    return resolve(step["type"], (step.get("new") or step.get("old") or {}).get("inputs") or {})


def _records(background: Background, asked: set[str], steps: Iterable[Mapping[str, Any]]) -> Iterator[GuardrailRecord]:
    seen = [_as_judged(step) for step in steps]
    types = Counter(token for token, _ in seen)
    # Most of what a template makes is judged on its own, not together with the rest.
    alone = types + Counter(one for token, values in seen for one in types_made_by(token, values))
    types += Counter(made for one in seen if sets_up_a_subscription(*one) for made, _ in made_for_subscription(*one))
    for guardrail in background.guardrails.values():
        data = background.descriptions[guardrail.name]
        counted = alone if isinstance(guardrail, Guardrail) else types
        yield GuardrailRecord(
            name=guardrail.name,
            title=guardrail.title,
            subject=data["subject"],
            severity=guardrail.severity,
            on=guardrail.name in asked,
            judged=sum(counted[token] for token in guardrail.applies_to.tokens),
            why=guardrail.why,
            fix=guardrail.fix,
            link=guardrail.link,
            requirements=guardrail.requirements,
            controls={name: tuple(references) for name, references in data["controls"].items()},
            passing=next(iter(data["passing"].values())),
        )
