"""The result of a run: what happens to which resource, what was found, and what the guardrails are about.

All that a report shows is in here, so that any of them can be written again without another run. The dataclasses are
the published format: `docs/schemas/report.schema.json` is made from them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Literal

from guardrails.guardrail import Level, Severity
from guardrails.run import Kind

VERSION: Final = "1.2"
"""Of the format: the first figure changes when a reader must."""


class Verdict(StrEnum):
    """The worst that was found about a resource or by a guardrail, worst first."""

    FAILED = "failed"
    """A mandatory finding: the engine refuses the update."""
    ADVISED = "advised"
    EXEMPTED = "exempted"
    UNDECIDED = "undecided"
    PASSED = "passed"


VERDICTS: Final = tuple(Verdict)


@dataclass(frozen=True)
class Location:
    """Where a resource is defined, as far as its URN and the sources tell."""

    file: str
    """Relative to the project, with forward slashes."""
    line: int = 1


@dataclass(frozen=True)
class Exempted:
    """Who tolerates a problem, and until when."""

    category: str
    owner: str
    expires: str
    """Last day, such as 2027-02-26."""
    reason: str


@dataclass(frozen=True)
class Finding:
    """One thing that a policy has said."""

    guardrail: str
    pack: str
    kind: Kind
    level: Level
    severity: Severity
    urn: str
    """The resource's, that of the stack where the finding is about the whole."""
    title: str
    """What should be so."""
    problem: str
    """What is not so, in a sentence that names the resource."""
    fix: str
    link: str
    notes: tuple[str, ...]
    """Further sentences: that an exemption has run out, that a protection is being switched off."""
    exempted: Exempted | None
    location: Location
    fingerprint: str
    """The same for the same finding in another run, of another stack too."""
    known: bool = False
    """Whether the baseline has it: told, but no reason to stop."""

    @property
    def verdict(self) -> Verdict | None:
        """What it makes of its resource; None for a notice."""
        if self.kind is Kind.NOTICE:
            return None
        if self.kind is Kind.EXEMPTED:
            return Verdict.EXEMPTED
        if self.level is Level.MANDATORY:
            return Verdict.FAILED
        return Verdict.UNDECIDED if self.kind is Kind.UNDECIDED else Verdict.ADVISED


GOES: Final = ("delete", "discard")
"""How the engine's words for what is there no longer begin."""


@dataclass(frozen=True)
class Resource:
    """One resource of the run."""

    urn: str
    type: str
    name: str
    parent: str
    """Its URN, empty for the stack."""
    operation: str
    """The engine's word: create, update, replace, delete, same, read, import..."""
    changed: tuple[str, ...]
    """Properties that an update or replacement changes."""
    depends_on: Mapping[str, tuple[str, ...]]
    """Property -> URNs of the resources that its value comes from; empty where the run did not tell."""
    facts: tuple[str, ...]
    """The few literal inputs that tell resources of a type apart, such as 10.20.0.0/24 or Premium."""
    custom: bool
    """Whether it exists outside Pulumi: neither stack, component nor provider."""
    location: Location
    after: tuple[str, ...] = ()
    """URNs of further resources that it waits for, because the program says so."""
    makes: tuple[str, ...] = ()
    """Azure's types of what its template makes, as far as it can be read."""


@dataclass(frozen=True)
class Span:
    """When a resource would be made."""

    urn: str
    start: float
    """Seconds after the update begins."""
    seconds: float


@dataclass(frozen=True)
class Schedule:
    """How long the stack would take to build from nothing, with any number of requests at once."""

    seconds: float
    """With typical durations."""
    least: float
    """With the shortest of all."""
    most: float
    """With the longest of all."""
    critical: tuple[str, ...]
    """URNs of the chain that takes longest, each waiting for the one before."""
    spans: tuple[Span, ...]
    """What is made, in an order that the engine could take."""


@dataclass(frozen=True)
class GuardrailRecord:
    """A guardrail in this run."""

    name: str
    title: str
    subject: str
    severity: Severity
    on: bool
    """Whether the run asked it; a preview does so where there is something to judge."""
    judged: int
    """Resources of the types that it is about."""
    why: str
    fix: str
    link: str
    requirements: tuple[str, ...]
    controls: Mapping[str, tuple[str, ...]]
    """Framework -> the controls that it answers to."""
    passing: Any
    """An example that passes."""


@dataclass(frozen=True)
class Result:
    """One run."""

    project: str
    stack: str
    operation: Literal["preview", "analyze"]
    started: str
    """UTC, as 2026-11-21T15:00:00Z."""
    day: str
    """The day that exemptions and retirements were judged by."""
    seconds: float
    complete: bool
    """Whether the engine came to its end, or policies alone stopped it."""
    errors: tuple[str, ...]
    """What else than policies stopped it."""
    packs: Mapping[str, str]
    """Name -> version of the policy packs that judged."""
    local_providers: tuple[str, ...]
    """Providers that were found through PATH, such as a simulated Azure."""
    changes: Mapping[str, int]
    """Operation -> number of resources."""
    resources: tuple[Resource, ...]
    findings: tuple[Finding, ...]
    guardrails: tuple[GuardrailRecord, ...]
    folder: str = ""
    """The project's within its repository, such as `infra/`; empty where it is the root, or there is no repository."""
    schedule: Schedule | None = None
    """None where the run was told no durations."""
    version: str = VERSION
    producer: str = field(default="hardened-aks guardrails")

    @cached_property
    def by_guardrail(self) -> Mapping[str, GuardrailRecord]:
        """The guardrails by name."""
        return {one.name: one for one in self.guardrails}

    @property
    def is_judged(self) -> bool:
        """Whether a policy pack took part; about a state, the engine tells only of those that find something."""
        return bool(self.packs) or self.operation == "analyze"

    @cached_property
    def standing(self) -> tuple[Resource, ...]:
        """The resources that are there after the run; those that it deletes were judged by nobody."""
        return tuple(one for one in self.resources if not one.operation.startswith(GOES))

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """URN -> the worst that was found about it; resources without findings are not in it."""
        return _worst((one.urn, one.verdict) for one in self.findings)

    @cached_property
    def verdicts_of_guardrails(self) -> Mapping[str, Verdict]:
        """Guardrail -> the worst that it found; those without findings are not in it."""
        return _worst((one.guardrail, one.verdict) for one in self.findings)

    @cached_property
    def counts(self) -> Counter[Verdict]:
        """How many findings of each kind there are; known ones count as well."""
        return Counter(one.verdict for one in self.findings if one.verdict)


def _worst(verdicts: Any) -> dict[str, Verdict]:
    worst: dict[str, Verdict] = {}
    for key, verdict in verdicts:
        if verdict and (key not in worst or VERDICTS.index(verdict) < VERDICTS.index(worst[key])):
            worst[key] = verdict
    return worst
