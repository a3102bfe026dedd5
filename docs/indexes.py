"""The guardrails in other orders: by severity, and by the frameworks and tools they answer to."""

import re
from collections.abc import Iterator, Sequence

from guardrails.frameworks import FRAMEWORKS, slug
from guardrails.guardrail import Guardrail, Severity, StackGuardrail

_Any = Guardrail | StackGuardrail
_OUTCOME = {
    Severity.CRITICAL: "block a preview",
    Severity.HIGH: "block a preview",
    Severity.MEDIUM: "advise",
    Severity.LOW: "are off until configured",
}


def link(guardrail: _Any) -> str:
    """Return the guardrail's name, leading to its page, for documents beside docs/guardrails/."""
    return f"[{guardrail.name}](guardrails/{guardrail.name}.md)"


def links(guardrails: Sequence[_Any]) -> str:
    """Return the names in one table cell, each leading to its page."""
    return ", ".join(link(one) for one in guardrails) or "-"


def number(reference: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key under which 4.10 comes after 4.9 and NS-10 after NS-9."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.\-]", reference))


def by_severity(guardrails: Sequence[_Any]) -> Iterator[str]:
    """Yield the lines of the index by severity, the worst first."""
    yield "# Guardrails by severity"
    for severity in reversed(Severity):
        found = [one for one in guardrails if one.severity is severity]
        yield from ("", f"## {severity.value} ({len(found)}): in the baseline profile they {_OUTCOME[severity]}", "")
        yield from ("| guardrail | what is true when it passes |", "|---|---|")
        yield from (f"| {link(one)} | {one.title}{_retires(one)} |" for one in found)


def by_framework(guardrails: Sequence[_Any]) -> Iterator[str]:
    """Yield the lines of the index by framework: each control, and the guardrails that answer to it."""
    yield "# Guardrails by framework"
    yield from ("", "Control by control; what each framework asks for besides is in [coverage](coverage.md).")
    for framework in FRAMEWORKS:
        found: dict[str, list[_Any]] = {}
        for guardrail in guardrails:
            for control in guardrail.controls:
                if control.framework == framework:
                    found.setdefault(control.reference, []).append(guardrail)
        yield from ("", f"## {framework} ({len(found)}; `--framework {slug(framework)}`)", "")
        yield from ("| control | guardrails |", "|---|---|")
        yield from (f"| {reference} | {links(found[reference])} |" for reference in sorted(found, key=number))


def _retires(guardrail: _Any) -> str:
    return f" (by the calendar: {guardrail.retires})" if guardrail.retires else ""
