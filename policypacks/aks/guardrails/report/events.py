"""The engine's event stream, as `--event-log` and `pulumi policy analyze --json` write it, one JSON object a line.

Source: sdk/go/common/apitype/events.go of Pulumi.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

_KIND: Final = re.compile(r'{"sequence": ?\d+, ?"timestamp": ?\d+, ?"(\w+)"')
_LOUD: Final = ("policyRemediateSummaryEvent", "resOutputsEvent")
_DEBUG: Final = ('"severity":"debug"', '"severity": "debug"')

_SAID_BY_POLICIES: Final = ("preview failed", "update failed", "one or more mandatory policy violations were found")


@dataclass
class Log:
    """What a stream of events has told so far."""

    started: str = ""
    seconds: float = 0.0
    ended: bool = False
    """Whether the engine has summed up."""
    failed: bool = False
    errors: list[str] = field(default_factory=list)
    """What else than policies stopped it."""
    local_providers: set[str] = field(default_factory=set)
    changes: dict[str, int] = field(default_factory=dict)
    packs: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Policies that were on and had something to judge."""
    steps: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """URN -> the engine's metadata of its step, of a replacement that of what comes."""
    violations: list[Mapping[str, Any]] = field(default_factory=list)

    def read(self, lines: Iterable[str]) -> "Log":
        """Take the lines of a log."""
        for kind, event, when in _events(lines):
            self.started = self.started or datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            match kind:
                case "policyEvent":
                    self.violations.append(event)
                    self.packs[event["policyPackName"]] = event.get("policyPackVersion", "")
                case "policyAnalyzeSummaryEvent" | "policyAnalyzeStackSummaryEvent":
                    self.packs[event["policyPackName"]] = event.get("policyPackVersion", "")
                    self.asked.update(event.get("passed") or (), event.get("failed") or ())
                case "resourcePreEvent":
                    self._step(event["metadata"])
                case "diagnosticEvent":
                    self._diagnostic(event)
                case "summaryEvent":
                    self.ended, self.failed = True, event.get("result") == "failed"
                    self.seconds = float(event.get("durationSeconds", 0))
                    self.changes = dict(event.get("resourceChanges") or {})
        return self

    def _step(self, step: Mapping[str, Any]) -> None:
        """A replacement is several steps, in either order: what the old one was says nothing of the new one."""
        if step["op"].startswith("delete"):
            self.steps.setdefault(step["urn"], step)
        else:
            self.steps[step["urn"]] = {**step, "op": "replace"} if step["op"] == "create-replacement" else step

    def _diagnostic(self, event: Mapping[str, Any]) -> None:
        text = event["message"].strip()
        provider, found, _ = text.partition(" from $PATH at ")
        if found:
            self.local_providers.add(provider.removeprefix("using pulumi-resource-"))
        elif event["severity"] == "error" and text not in _SAID_BY_POLICIES:
            self.errors.append(text)


def _events(lines: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    for line in lines:
        if not line.startswith("{") or _is_loud(line):
            continue
        try:
            event = json.loads(line)
        except ValueError:
            return  # torn: the engine died while it wrote, and never sums up
        kind = next((key for key in event if key.endswith("Event")), "")
        yield kind, event.get(kind, {}), event.get("timestamp", 0)


def _is_loud(line: str) -> bool:
    """Tell whether the line is of those that are most of a log, and nothing that a report shows: not worth decoding."""
    start = _KIND.match(line)
    kind = start[1] if start else ""
    return kind in _LOUD or (kind == "diagnosticEvent" and any(sign in line for sign in _DEBUG))
