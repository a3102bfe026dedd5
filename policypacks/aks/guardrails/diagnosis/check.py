"""What a check has found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How well it is, best first."""

    OK = "ok"
    NOTE = "note"
    """Nothing that could be right or wrong here: it is to be known."""
    UNKNOWN = "unknown"
    """It could not be looked at, and `fix` says what would let it."""
    WARNING = "warning"
    """It works today, but not as somebody may expect, or not for long."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    """What is so."""
    fix: str = ""
    """What to do, where something is to be done."""
    details: tuple[str, ...] = ()
    """A list that is too long for a line."""
