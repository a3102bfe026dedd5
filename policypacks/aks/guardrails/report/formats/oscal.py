"""OSCAL assessment results for auditors and their tools: https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/assessment-results/.

Each guardrail is an objective of the assessment: satisfied where it passed, not satisfied where it found something, be
it exempted or undecided. What controls it answers to are properties: that it passed does not say that they are met.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from guardrails.report.model import Finding, GuardrailRecord, Result
from guardrails.run import Kind
from guardrails.urns import name_of

_VERSION: Final = "1.1.3"
_OWN: Final = "urn:hardened-aks:guardrails"
"""Namespace of the properties that are not NIST's."""
_NO_TOKEN = re.compile(r"[^\w.-]")


def write(result: Result) -> str:
    """Return the document; its identifiers are the same whenever it is written from the same result."""
    return json.dumps({"assessment-results": _Writer(result).document()}, indent=1) + "\n"


class _Writer:
    """Makes one document."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._started = result.started or f"{result.day}T00:00:00Z"
        self._run = uuid5(NAMESPACE_URL, f"{_OWN}|{result.project}|{result.stack}|{result.operation}|{self._started}")
        self._findings: dict[str, list[Finding]] = defaultdict(list)
        for one in result.findings:
            if one.kind is not Kind.NOTICE:
                self._findings[one.guardrail].append(one)
        self._actors = [{"actors": [{"type": "tool", "actor-uuid": self._id("tool")}]}]

    def document(self) -> dict[str, Any]:
        result = self._result
        title = _string(f"Guardrails: {result.project}/{result.stack}")
        plan = self._id("plan")
        ended = datetime.fromisoformat(self._started) + timedelta(seconds=result.seconds)
        about = {one.name: one for one in result.guardrails if one.on}
        passed = [one for one in about.values() if result.complete and one.judged and one.name not in self._findings]
        risks = [risk for name, found in self._findings.items() for risk in self._risks(about.get(name), found)]
        run = {
            "uuid": self._id("result"),
            "title": title,
            "description": f"Policies judged the resources of `pulumi {result.operation}`.",
            "start": self._started,
            "end": f"{ended:%Y-%m-%dT%H:%M:%SZ}",
            "props": [_prop("complete", str(result.complete).lower()), _prop("day", result.day)],
            "local-definitions": {"components": [self._tool()], **_some("inventory-items", self._inventory())},
            "reviewed-controls": {"control-selections": list(_selections(list(about.values())))},
            **_some(
                "observations",
                [
                    *(self._observation(one) for found in self._findings.values() for one in found),
                    *map(self._nothing_observed, passed),
                ],
            ),
            **_some("risks", risks),
            **_some(
                "findings",
                [
                    *(self._finding(name, found, about.get(name)) for name, found in self._findings.items()),
                    *(self._finding(one.name, [], one) for one in passed),
                ],
            ),
            **({"remarks": "\n\n".join(result.errors)} if result.errors else {}),
        }
        return {
            "uuid": self._id("document"),
            "metadata": {
                "title": title,
                "last-modified": self._started,
                "version": result.version,
                "oscal-version": _VERSION,
            },
            "import-ap": {"href": f"#{plan}"},
            "results": [run],
            "back-matter": {
                "resources": [
                    {"uuid": plan, "title": "The guardrails", "description": "The plan: each guardrail, on each run."}
                ]
            },
        }

    def _id(self, *parts: str) -> str:
        return str(uuid5(self._run, "|".join(parts)))

    def _tool(self) -> dict[str, Any]:
        packs = [_prop("policy-pack", f"{name} {version}".strip()) for name, version in self._result.packs.items()]
        return {
            "uuid": self._id("tool"),
            "type": "software",
            "title": _string(self._result.producer),
            "description": "The policy packs that the engine asked, and what reports their verdicts.",
            **_some("props", packs),
            "status": {"state": "operational"},
        }

    def _inventory(self) -> list[dict[str, Any]]:
        types = {one.urn: one.type for one in self._result.resources if one.custom}
        urns = dict.fromkeys([*types, *(one.urn for found in self._findings.values() for one in found)])
        return [
            {
                "uuid": _of_resource(urn),
                "description": f"{name_of(urn)} ({types.get(urn) or 'a part of the program'})",
                "props": [{"name": "asset-id", "value": _string(urn)}],
            }
            for urn in urns
        ]

    def _observation(self, one: Finding) -> dict[str, Any]:
        return {
            "uuid": self._id("observation", one.fingerprint),
            "title": _string(one.title),
            "description": "\n\n".join([one.problem, *one.notes]) or one.title,
            "props": [
                _prop("guardrail", one.guardrail),
                _prop("kind", one.kind.value),
                _prop("severity", one.severity.value),
                _prop("level", one.level.value),
                _prop("fingerprint", one.fingerprint),
            ],
            **({"links": [{"href": one.link, "rel": "reference"}]} if one.link else {}),
            "methods": ["TEST"],
            "types": ["finding"],
            "origins": self._actors,
            "subjects": [{"subject-uuid": _of_resource(one.urn), "type": "inventory-item"}],
            "relevant-evidence": [{"description": f"Defined in {one.location.file}, line {one.location.line}."}],
            "collected": self._started,
        }

    def _nothing_observed(self, guardrail: GuardrailRecord) -> dict[str, Any]:
        return {
            "uuid": self._id("observation", guardrail.name),
            "title": _string(guardrail.title),
            "description": f"{guardrail.judged} resources were judged, and nothing was found.",
            "props": [_prop("guardrail", guardrail.name), _prop("severity", guardrail.severity.value)],
            "methods": ["TEST"],
            "origins": self._actors,
            "collected": self._started,
        }

    def _finding(self, name: str, found: Sequence[Finding], guardrail: GuardrailRecord | None) -> dict[str, Any]:
        observed = [one.fingerprint for one in found] or [name]
        fails = any(one.kind is not Kind.UNDECIDED for one in found)
        title = _string(guardrail.title if guardrail else found[0].title)
        controls = guardrail.controls.items() if guardrail else ()
        return {
            "uuid": self._id("finding", name),
            "title": title,
            "description": guardrail.why if guardrail else title,
            **_some(
                "props",
                [
                    {**_prop("control", reference), "class": _token(framework)}
                    for framework, references in controls
                    for reference in references
                ],
            ),
            "origins": self._actors,
            "target": {
                "type": "objective-id",
                "target-id": _token(name),
                "status": {
                    "state": "not-satisfied" if found else "satisfied",
                    "reason": "fail" if fails else "other" if found else "pass",
                },
            },
            "related-observations": [{"observation-uuid": self._id("observation", one)} for one in observed],
            **_some(
                "related-risks", [{"risk-uuid": one["uuid"]} for one in self._risks(guardrail, found)]
            ),
        }  # fmt: skip

    def _risks(self, guardrail: GuardrailRecord | None, found: Sequence[Finding]) -> Iterator[dict[str, Any]]:
        """Yield a risk for what is open, and one for each exemption; what is undecided is none as yet."""
        groups: dict[Any, list[Finding]] = defaultdict(list)
        for one in found:
            if one.kind is not Kind.UNDECIDED:
                groups[one.exempted].append(one)
        for exempted, of in groups.items():
            first = of[0]
            facet = {"name": "severity", "system": _OWN, "value": first.severity.value}
            key = ("risk", first.guardrail, repr(exempted))
            yield {
                "uuid": self._id(*key),
                "title": _string(first.title),
                "description": f"{len(of)} findings of {first.guardrail}.",
                "statement": guardrail.why if guardrail else first.title,
                "status": "deviation-approved" if exempted else "open",
                "origins": self._actors,
                "characterizations": [{"origin": self._actors[0], "facets": [facet]}],
                **(
                    {
                        "props": [_prop("owner", exempted.owner), _prop("category", exempted.category)],
                        "deadline": f"{exempted.expires}T23:59:59Z",
                        "mitigating-factors": [{"uuid": self._id(*key, "reason"), "description": exempted.reason}],
                    }
                    if exempted
                    else {}
                ),
                **(
                    {
                        "remediations": [
                            {
                                "uuid": self._id(*key, "fix"),
                                "lifecycle": "recommendation",
                                "title": "Fix",
                                "description": first.fix,
                            }
                        ]
                    }
                    if first.fix
                    else {}
                ),
                "related-observations": [
                    {"observation-uuid": self._id("observation", one.fingerprint)} for one in of
                ],
            }  # fmt: skip


def _selections(guardrails: Sequence[GuardrailRecord]) -> Iterator[dict[str, Any]]:
    controls: dict[str, set[str]] = defaultdict(set)
    for guardrail in guardrails:
        for framework, references in guardrail.controls.items():
            controls[framework].update(f"{framework}-{one}" for one in references)
    for framework, ids in sorted(controls.items()):
        yield {"description": framework, "include-controls": [{"control-id": one} for one in sorted(map(_token, ids))]}
    if not controls:
        yield {"description": "No control of a framework: only policies that name none were asked."}


def _of_resource(urn: str) -> str:
    return str(uuid5(UUID(int=0), urn))


def _some(key: str, values: Sequence[Any]) -> dict[str, Any]:
    """OSCAL has no empty lists."""
    return {key: list(values)} if values else {}


def _prop(name: str, value: str) -> dict[str, str]:
    return {"name": name, "ns": _OWN, "value": _string(value)}


def _string(text: str) -> str:
    """Return the text as OSCAL's one-line string, which is never empty."""
    return " ".join(text.split()) or "-"


def _token(text: str) -> str:
    """Return the text as an identifier, which begins with a letter."""
    token = _NO_TOKEN.sub("-", text)
    return token if token[:1].isalpha() else f"_{token}"
