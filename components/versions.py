"""Versions of what Azure offers, from one file, so that an update is one line and its date."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, kw_only=True)
class Version:
    """One thing with a version."""

    what: str
    value: str
    """What the platform uses, or takes where a stack chooses nothing."""
    supported: tuple[str, ...] = ()
    """What else may be chosen; empty where there is no choice."""
    checked: date
    """The day on which the source said so."""
    source: str


VERSIONS = {
    name: Version(**{**entry, "supported": tuple(entry.get("supported", ()))})
    for name, entry in tomllib.loads(FILE.read_text("utf-8")).items()
}
"""All of them, by the name of their table in the file."""
KUBERNETES = VERSIONS["kubernetes"]
ISTIO = VERSIONS["istio"]
VM_SIZE = VERSIONS["vm_size"]
LOG_TABLES = VERSIONS["log_tables"]
DEFENDER_PLANS = VERSIONS["defender_plans"]
SECURITY_CONTACT = VERSIONS["security_contact"]
REGISTRY = VERSIONS["registry"]
