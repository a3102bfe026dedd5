"""SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.

What GitHub makes of it: https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote

from guardrails.guardrail import Level, Severity
from guardrails.report.model import Finding, GuardrailRecord, Result
from guardrails.run import Kind
from guardrails.urns import name_of

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SECURITY_SEVERITY: Final = {
    Severity.CRITICAL: "9.5",
    Severity.HIGH: "8.0",
    Severity.MEDIUM: "5.5",
    Severity.LOW: "2.0",
}
_LEVELS: Final = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note"}

_MOST_TAGS: Final = 20
"""GitHub refuses a file in which a rule has more; requirements come first, and the page of the guardrail has all."""


def write(result: Result) -> str:
    """Return the log: problems and crashes as failures, undecided ones for review, exempted ones suppressed."""
    findings = [one for one in result.findings if one.kind is not Kind.NOTICE]
    names = list(dict.fromkeys(one.guardrail for one in findings))
    about = {one.guardrail: one for one in findings}
    compared = any(one.known for one in findings)
    notices = [one.problem for one in result.findings if one.kind is Kind.NOTICE]
    run = {
        "tool": {
            "driver": {
                "name": "hardened-aks guardrails",
                "semanticVersion": next(iter(result.packs.values()), ""),
                "rules": [_rule(name, result.by_guardrail.get(name), about[name]) for name in names],
            }
        },
        "automationDetails": {"id": f"guardrails/{result.project}/{result.stack}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": result.complete,
                **({"startTimeUtc": result.started} if result.started else {}),
                "toolExecutionNotifications": [
                    *({"level": "error", "message": {"text": one}} for one in result.errors),
                    *({"level": "note", "message": {"text": one}} for one in notices),
                ],
            }
        ],
        "results": [
            {**_result(one, names.index(one.guardrail), result.folder), **(_state(one) if compared else {})}
            for one in findings
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str, guardrail: GuardrailRecord | None, finding: Finding) -> dict[str, Any]:
    severity = guardrail.severity if guardrail else finding.severity
    tags = ["security", *(_tags(guardrail) if guardrail else ())][:_MOST_TAGS]
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": finding.title},
        "fullDescription": {"text": guardrail.why if guardrail else finding.title},
        **({"helpUri": finding.link} if finding.link else {}),
        "help": {"text": finding.fix or finding.title, "markdown": _help(guardrail, finding)},
        "defaultConfiguration": {"level": _LEVELS[severity]},
        "properties": {"tags": tags, "security-severity": _SECURITY_SEVERITY[severity], "precision": "very-high"},
    }


def _tags(guardrail: GuardrailRecord) -> Iterator[str]:
    yield from guardrail.requirements
    for framework, references in guardrail.controls.items():
        yield from (f"{framework}/{one}" for one in references)


def _help(guardrail: GuardrailRecord | None, finding: Finding) -> str:
    if not guardrail:
        return finding.title
    example = json.dumps(guardrail.passing, indent=2)
    return (
        f"**{guardrail.title}.** {guardrail.why}\n\n**Fix**: {guardrail.fix}\n\nThis passes:\n\n"
        f"```json\n{example}\n```\n\n[Source]({guardrail.link})"
    )


def _state(finding: Finding) -> dict[str, str]:
    """All results have a state, or none has in this standard."""
    return {"baselineState": "unchanged" if finding.known else "new"}


def _result(finding: Finding, rule: int, folder: str) -> dict[str, Any]:
    text = " ".join([finding.problem.removesuffix(".") + ".", *finding.notes, *([finding.fix] if finding.fix else [])])
    exempted = finding.exempted
    suppression = {"kind": "external", "status": "accepted"}
    reason = f"{exempted.category} by {exempted.owner} until {exempted.expires}: {exempted.reason}" if exempted else ""
    return {
        "ruleId": finding.guardrail,
        "ruleIndex": rule,
        "kind": "review" if finding.kind is Kind.UNDECIDED else "fail",
        "level": _level(finding),
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(f"{folder}{finding.location.file}")},
                    "region": {"startLine": finding.location.line},
                },
                "logicalLocations": [
                    {
                        "name": name_of(finding.urn),
                        "fullyQualifiedName": finding.urn,
                        "kind": "resource",
                    }
                ],
            }
        ],
        "partialFingerprints": {"guardrail/v1": finding.fingerprint},
        # An empty list says that it was asked whether the result is suppressed: all have the list, or none.
        "suppressions": [{**suppression, "justification": reason}] if exempted else [],
        "properties": {"kind": finding.kind.value, "enforcementLevel": finding.level.value},
    }


def _level(finding: Finding) -> str:
    """Only a failure has a level; what awaits a review has none (3.27.10 of the standard)."""
    if finding.kind is Kind.UNDECIDED:
        return "none"
    return "error" if finding.level is Level.MANDATORY else "warning"
