"""One run of the guardrails: settings of the stack, exemptions, and what is found, in the order it is asked."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import chain
from typing import Any

from google.protobuf.struct_pb2 import Struct

from guardrails.configuration import FILE as CONFIGURATION
from guardrails.configuration import Configuration, Setting
from guardrails.exemptions import FILE as EXEMPTIONS
from guardrails.exemptions import Exemption, read_exemptions
from guardrails.generic import resolve
from guardrails.guardrail import Guardrail, Level, StackGuardrail, UnknownMeans
from guardrails.judge import Verdict, judge, judge_stack
from guardrails.kinds import is_kubernetes
from guardrails.messages import (
    SWITCHED_OFF,
    crash_message,
    exempted_message,
    expired_message,
    problem_message,
    undecided_message,
)
from guardrails.previous import Previous
from guardrails.remedies import remedied
from guardrails.stack import Record, Stack, build, sets_up_a_subscription
from guardrails.templates import CARRIERS, OF_SUBSCRIPTION, made_by, made_for_subscription, types_made_by
from guardrails.tokens import ARM_TYPES, GENERIC
from guardrails.unjudged import not_evaluated
from guardrails.urns import may_match
from guardrails.values import decode, told

NOTICES = "pack-notices"
"""Name of the policy under which the pack speaks of itself."""


class Kind(StrEnum):
    """What a finding is."""

    PROBLEM = "problem"
    UNDECIDED = "undecided"
    EXEMPTED = "exempted"
    CRASH = "crash"
    NOTICE = "notice"


@dataclass(frozen=True)
class Finding:
    """One line of the result."""

    guardrail: str
    kind: Kind
    level: Level
    urn: str
    message: str


@dataclass(frozen=True)
class Documents:
    """What the pack reads beside the engine's requests: its two files, and the state before the run."""

    configuration: Mapping[str, Any]
    """Content of guardrails.yaml, empty where there is none."""
    exemptions: Mapping[str, Any]
    """Content of exemptions.yaml, empty where there is none."""
    previous: Previous = field(default_factory=Previous)
    """Empty where the run is not told."""
    configuration_file: str = CONFIGURATION
    """What the first is called where a fault in it is told."""
    exemptions_file: str = EXEMPTIONS
    """The same of the second."""


NO_DOCUMENTS = Documents({}, {})


class Run:
    """The guardrails, as configured for one stack."""

    def __init__(
        self,
        guardrails: Sequence[Guardrail | StackGuardrail],
        documents: Documents,
        stack: str,
        today: date,
        project: str = "",
    ) -> None:
        """Read configuration and exemptions.

        Raises:
            ConfigurationError: when one of them is wrong, or the previous state is that of another stack.

        """
        self.guardrails = {guardrail.name: guardrail for guardrail in guardrails}
        self._configuration = Configuration(documents.configuration, guardrails, today, documents.configuration_file)
        self._exemptions = read_exemptions(documents.exemptions, guardrails, documents.exemptions_file)
        self._previous = documents.previous
        if stack:
            self._previous.require(stack)
        self._stack = stack
        self._project = project
        self._today = today
        self._used: set[Exemption] = set()
        self._undecided: Counter[str] = Counter()
        self.settings = {name: self._configuration.setting(one, stack) for name, one in self.guardrails.items()}
        blocks = self._configuration.unevaluated(stack) is UnknownMeans.BLOCK
        self._unevaluated = Level.MANDATORY if blocks else Level.ADVISORY
        self._forced: set[str] = set()
        levels = {one.level for one in self.settings.values()}
        self.mends = Level.REMEDIATE in levels or self._configuration.has_resource_layers
        """Whether any guardrail may be at level `remediate`."""
        self._inputs: dict[str, Mapping[str, Any]] = {}
        self._former: dict[str, str] = {}
        self._looking_back = [one for one in guardrails if isinstance(one, StackGuardrail) and one.looks_back]
        self._by_token: dict[str, list[Guardrail]] = {}
        self._together = {
            token
            for one in guardrails
            if isinstance(one, StackGuardrail) and not one.looks_back
            for token in one.applies_to.tokens - OF_SUBSCRIPTION
        }
        self._unread: dict[str, set[str]] = {}
        for guardrail in guardrails:
            if isinstance(guardrail, Guardrail):
                for token in guardrail.applies_to.tokens:
                    self._by_token.setdefault(token, []).append(guardrail)

    def override(self, name: str, setting: Setting) -> None:
        """Apply what the command line says of a guardrail; no layer changes it any more."""
        self.settings[name] = setting
        self._forced.add(name)
        self.mends = self.mends or setting.level is Level.REMEDIATE

    def looks_at(self, token: str) -> bool:
        """Tell whether any guardrail judges the type or follows it from another."""
        followed = token in ARM_TYPES or token in CARRIERS or token == GENERIC or is_kubernetes(token)
        return token in self._by_token or followed

    def concerning(self, token: str, inputs: Mapping[str, Any]) -> frozenset[str]:
        """Return the guardrails that judge a resource, by themselves or what a template in it makes."""
        token, values = resolve(token, inputs)
        tokens = (token, *types_made_by(token, values))
        return frozenset(one.name for each in tokens for one in self._by_token.get(each, ()))

    def concerning_stack(self, records: Sequence[Record]) -> frozenset[str]:
        """Return the guardrails on how resources belong together that have one of their types before them.

        Those that look back judge what was there: nothing, where the run is not told.
        """
        seen = [resolve(one.token, self._inputs.get(one.urn, one.properties)) for one in records]
        made = (made_for_subscription(*one) for one in seen if sets_up_a_subscription(*one))
        tokens = {token for token, _ in (*seen, *chain.from_iterable(made))}
        before = self._previous.tokens()
        of_stack = (one for one in self.guardrails.values() if isinstance(one, StackGuardrail))
        return frozenset(
            one.name for one in of_stack if not (before if one.looks_back else tokens).isdisjoint(one.applies_to.tokens)
        )

    def resource(
        self, token: str, inputs: Mapping[str, Any], urn: str, name: str, aliases: Sequence[str] = ()
    ) -> Iterator[Finding]:
        """Yield the findings on one resource; `aliases` are the URNs that it may have had before."""
        former = self._previous.find(urn, aliases)
        if former is not None:
            self._former[urn] = former
            now = Record(urn, name, token, inputs, {})
            yield from self._stack_findings(self._looking_back, build([now], [self._previous.record(former, urn)]))
        token, values = resolve(token, inputs)
        self._inputs[urn] = inputs
        yield from self._judged(token, values, urn, name)
        for one in made_by(token, values):
            if one.values is None or one.token in self._together:
                self._unread.setdefault(name, set()).add(one.what)
            if one.values is not None:
                yield from self._judged(one.token, one.values, urn, f"{one.what} in the template {name}")

    def _judged(self, token: str, values: Mapping[str, Any], urn: str, name: str) -> Iterator[Finding]:
        for guardrail in self._by_token.get(token, ()):
            setting = self._setting(guardrail, urn)
            if setting.level is not Level.DISABLED:
                verdict = judge(guardrail, token, values, setting.parameters)
                yield from self._findings(guardrail, setting, verdict, urn, name)

    def remedies(self, token: str, properties: Struct, urn: str) -> Iterator[tuple[Guardrail, Struct]]:
        """Yield each guardrail whose remedy changes the resource, with the properties as they are from then on."""
        for guardrail in self._by_token.get(resolve(token, decode(properties))[0], ()):
            setting = self._setting(guardrail, urn)
            if guardrail.remedy and setting.level is Level.REMEDIATE:
                exempted = partial(self._is_exempted, guardrail.name, urn)
                changed = remedied(guardrail, token, properties, setting.parameters, exempted)
                if changed is not None:
                    properties = changed
                    yield guardrail, properties

    def stack(self, records: Sequence[Record]) -> Iterator[Finding]:
        """Yield the findings on how resources belong together, then the pack's notices."""
        kept = {self._former.get(one.urn, one.urn) for one in records}
        stack = build([self._with_inputs(one) for one in records], self._previous.without(kept))
        yield from self._stack_findings(
            [one for one in self.guardrails.values() if isinstance(one, StackGuardrail)], stack
        )
        for message in self._notices():
            yield Finding(NOTICES, Kind.NOTICE, Level.ADVISORY, "", message)
        for message in not_evaluated(stack, self._unread):
            yield Finding(NOTICES, Kind.NOTICE, self._unevaluated, "", message)
        self._used.clear()  # the same pack may judge the update after the preview
        self._configuration.matched.clear()
        self._undecided.clear()
        self._unread.clear()

    def _stack_findings(self, guardrails: Sequence[StackGuardrail], stack: Stack) -> Iterator[Finding]:
        names = {one.urn: one.name for one in (*stack.previous, *stack.resources)}
        for guardrail in guardrails:
            if self._may_apply(guardrail):
                for urn, verdict in judge_stack(guardrail, stack).items():
                    setting = self._setting(guardrail, urn)
                    if setting.level is not Level.DISABLED:
                        yield from self._findings(guardrail, setting, verdict, urn, names.get(urn, "The stack"))

    def _with_inputs(self, record: Record) -> Record:
        inputs = self._inputs.get(record.urn)
        return record if inputs is None else replace(record, properties=told(inputs, record.properties))

    def _may_apply(self, guardrail: StackGuardrail) -> bool:
        return self.settings[guardrail.name].level is not Level.DISABLED or self._configuration.has_resource_layers

    def _setting(self, guardrail: Guardrail | StackGuardrail, urn: str) -> Setting:
        setting = self.settings[guardrail.name]
        if not self._configuration.has_resource_layers:
            return setting
        layered = self._configuration.at_resource(guardrail, setting, urn)
        return setting if guardrail.name in self._forced else layered

    def _findings(
        self, guardrail: Guardrail | StackGuardrail, setting: Setting, verdict: Verdict, urn: str, name: str
    ) -> Iterator[Finding]:
        for problem in verdict.problems:
            yield self._problem(guardrail, setting, urn, name, problem)
        if verdict.undecided and setting.unknown is not UnknownMeans.IGNORE:
            self._undecided[guardrail.name] += 1
            level = Level.MANDATORY if setting.unknown is UnknownMeans.BLOCK else Level.ADVISORY
            yield Finding(guardrail.name, Kind.UNDECIDED, level, urn, undecided_message(name, verdict.undecided))
        if verdict.crash:
            message = crash_message(name, verdict.crash)
            yield Finding(guardrail.name, Kind.CRASH, Level.MANDATORY, urn, message)

    def _problem(
        self, guardrail: Guardrail | StackGuardrail, setting: Setting, urn: str, name: str, problem: str
    ) -> Finding:
        covering = [one for one in self._exemptions if one.covers(guardrail.name, urn, problem)]
        self._used.update(covering)
        message = problem_message(guardrail, name, problem)
        for exemption in covering:
            if exemption.holds(self._today):
                message = exempted_message(name, problem, exemption)
                return Finding(guardrail.name, Kind.EXEMPTED, Level.ADVISORY, urn, message)
            message += f"\n{expired_message(exemption)}"
        level = Level.MANDATORY if setting.level is Level.REMEDIATE else setting.level
        former = self._former.get(urn)
        if former is not None and self._previous.held(guardrail, former, setting.parameters):
            message += f"\n{SWITCHED_OFF}"
            level = level if guardrail.name in self._forced else Level.MANDATORY
        return Finding(guardrail.name, Kind.PROBLEM, level, urn, message)

    def _is_exempted(self, guardrail: str, urn: str, problem: str) -> bool:
        return any(one.covers(guardrail, urn, problem) and one.holds(self._today) for one in self._exemptions)

    def _notices(self) -> Iterator[str]:
        for exemption in self._exemptions:
            if exemption not in self._used and may_match(exemption.resource, self._stack, self._project):
                yield (
                    f"The exemption of {exemption.resource} from {exemption.guardrail} ({exemption.owner}) matched "
                    "nothing in this run. Remove it from exemptions.yaml, or mend its resource pattern."
                )
        for place in self._configuration.unmatched(self._stack, self._project):
            yield f"{place} matched nothing in this run. Remove it, or mend its pattern."
        if self._undecided:
            total = sum(self._undecided.values())
            yield f"{total} checks wait for the update: {', '.join(sorted(self._undecided))}."
