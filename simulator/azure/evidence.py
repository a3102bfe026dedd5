"""How sure we are of a rule, and where it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """What stands behind a rule."""

    VERIFIED = "verified"
    """Somebody met the refusal and its code, or Microsoft lists both among Azure's errors."""
    DOCUMENTED = "documented"
    """Microsoft documents what must be so; the code is a guess where it is not among them."""
    UNCONFIRMED = "unconfirmed"
    """Hearsay, or drawn from how Azure does it elsewhere."""


@dataclass(frozen=True)
class Evidence:
    """The evidence for one rule."""

    confidence: Confidence
    source: str
    """Public page or issue."""
    codes: tuple[str, ...]
    """What Azure's error is called, for each way to break the rule; empty where Azure accepts it and we only warn."""


Rules = Mapping[Callable[..., object], Evidence]
"""The rules of one file with the evidence for each."""


def verified(source: str, *codes: str) -> Evidence:
    """Return the evidence for a refusal that was seen."""
    return Evidence(Confidence.VERIFIED, source, codes)


def documented(source: str, *codes: str) -> Evidence:
    """Return the evidence for a refusal that follows from the documentation."""
    return Evidence(Confidence.DOCUMENTED, source, codes)


def unconfirmed(source: str, *codes: str) -> Evidence:
    """Return the evidence for a refusal that is believed."""
    return Evidence(Confidence.UNCONFIRMED, source, codes)
