"""What a guardrail is: data, a pure check, and the examples that prove it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from guardrails.examples import ExampleStack
from guardrails.frameworks import Control
from guardrails.props import Problems
from guardrails.subjects import Subject

Values = Mapping[str, Any]
"""Properties as the engine sends them."""


class Example(dict[str, Any]):
    """Properties that are judged with settings of the guardrail which are not its defaults."""

    def __init__(self, properties: Values, *, settings: Mapping[str, Any]) -> None:
        super().__init__(properties)
        self.settings = settings


def settings_of(example: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings that an example is judged with, by name; what it does not name has its default."""
    return example.settings if isinstance(example, Example) else {}


class UnknownMeans(StrEnum):
    """What happens when a guardrail meets a value that is known only after the update."""

    NOTE = "note"
    """An advisory line names the path; the update itself decides."""
    BLOCK = "block"
    """The preview fails: for what would leave half a deployment behind."""
    IGNORE = "ignore"
    """Nothing is said."""


class Severity(StrEnum):
    """How much harm a violation lets happen; the words are Pulumi's."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Level(StrEnum):
    """What a violation does; the words are Pulumi's enforcement levels."""

    REMEDIATE = "remediate"
    """The remedy is applied; what it cannot mend is mandatory."""
    MANDATORY = "mandatory"
    ADVISORY = "advisory"
    DISABLED = "disabled"


class Profile(StrEnum):
    """Which severities block."""

    BASELINE = "baseline"
    """Critical and high block, medium advise, low are off."""
    STRICT = "strict"
    """All block."""


_NOTICE_PERIOD = timedelta(days=365)
_BASELINE = {
    Severity.CRITICAL: Level.MANDATORY,
    Severity.HIGH: Level.MANDATORY,
    Severity.MEDIUM: Level.ADVISORY,
    Severity.LOW: Level.DISABLED,
}


@dataclass(frozen=True, kw_only=True)
class _Statement:
    title: str
    """A sentence that is true when the guardrail passes."""
    applies_to: Subject
    severity: Severity
    why: str
    """What goes wrong without it, in one or two sentences."""
    fix: str
    """What to change, in one sentence that names the Python argument."""
    link: str
    """The page of Microsoft or Kubernetes that the condition comes from."""
    absent: str
    """What an absent property means, and so what the check makes of it."""
    requirements: tuple[str, ...]
    """Ids of the statements it serves, see docs/requirements.md."""
    controls: tuple[Control, ...] = ()
    """Controls of published frameworks, the most specific first."""
    unknown: UnknownMeans = UnknownMeans.NOTE
    retires: date | None = None
    """Day from which Azure no longer serves what it refuses: advises in the year before, blocks from then on."""
    name: str = ""
    """Given by the catalogue: `<folder>-<file>` with dashes."""

    def level_in(self, profile: Profile, today: date) -> Level:
        """Return the level that the profile gives to this severity, or the calendar to a retirement."""
        if self.retires:
            soon = self.retires - today <= _NOTICE_PERIOD
            return Level.MANDATORY if today >= self.retires else Level.ADVISORY if soon else Level.DISABLED
        return Level.MANDATORY if profile is Profile.STRICT else _BASELINE[self.severity]


@dataclass(frozen=True, kw_only=True)
class Guardrail(_Statement):
    """A statement about one resource, decided by its own inputs.

    `check` takes the subject's properties (and, with `parameters`, a mapping of their values) and yields a phrase that
    completes "<resource> must ...", one for each thing that is wrong.
    """

    check: Callable[..., Problems]
    passing: Mapping[str, Values]
    """Label -> properties that pass; as an `Example` they pass with settings of their own."""
    failing: Mapping[str, Values]
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Name -> JSON schema with a `default`, settable in the pack's configuration."""
    remedy: Mapping[str, Any] = field(default_factory=dict)
    """Property (dotted path) -> the literal that makes the check pass, applied at level `remediate`.

    Only what Azure changes in place, accepts whatever else is set, does not charge for, and can undo.
    """


@dataclass(frozen=True, kw_only=True)
class StackGuardrail(_Statement):
    """A statement about how resources belong together, decided once all are registered.

    `check` takes one resource of the subject and the whole stack. One that `looks_back` takes a resource of the
    previous state instead, to be compared with its successor in the stack.
    """

    check: Callable[..., Problems]
    passing: Mapping[str, ExampleStack]
    failing: Mapping[str, ExampleStack]
    looks_back: bool = False
