"""What a question to the logs is: an alert of the platform's health, or a detection of an attack."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class HealthQuery:
    """A query whose rows are something to repair."""

    name: str
    title: str
    severity: int
    """From 0 (critical) to 3 (informational)."""
    query: str
    """KQL over the last `minutes`."""
    minutes: int = 15
    """How often it runs, and how far it looks back."""


@dataclass(frozen=True, kw_only=True)
class Detection:
    """A query whose rows are something to investigate.

    Each row has the columns Account, IP and Resource, so that alerts and incidents name who, from where and what.
    """

    name: str
    title: str
    severity: str
    """High or Medium."""
    query: str
    """KQL over the last hour."""
    tactics: tuple[str, ...]
    """Of MITRE ATT&CK."""
    techniques: tuple[str, ...]
    """Of MITRE ATT&CK, such as T1609."""
    needs_reads: bool = False
    """Whether it sees something only where the audit log has reads."""
    details: Mapping[str, str] = field(default_factory=dict)
    """Further columns an incident shows, by their label."""
