"""What ends soon: features that Azure retires, and exemptions."""

from collections.abc import Iterator, Sequence
from datetime import date

from guardrails.diagnosis.check import Check, State
from guardrails.exemptions import Exemption
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.report.model import Result


def retirements(
    guardrails: Sequence[Guardrail | StackGuardrail], result: Result | None, today: date
) -> Iterator[Check]:
    """Yield each retirement that the last result is touched by, and how many others there are."""
    dated = [(one.retires, one) for one in guardrails if one.retires]
    touched = {one.guardrail for one in result.findings} if result else set()
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        if one.name in touched:
            state = State.WARNING if today < day else State.WRONG
            yield Check(f"retirement {one.name}", state, f"{day}, {_left(day, today)}: {one.title}", one.fix)
    ahead = [f"{day} {one.name}" for day, one in sorted(dated, key=lambda pair: pair[0]) if day >= today]
    if not result:
        fix = "Run `guardrails preview`: only a result tells which of them matter."
        yield Check("retirements", State.UNKNOWN, f"{len(ahead)} lie ahead", fix, tuple(ahead))
    elif not any(one.name in touched for _, one in dated):
        yield Check("retirements", State.OK, f"none of {len(dated)} touches the last result", details=tuple(ahead))


def exemptions(listed: Sequence[Exemption], today: date, soon: int) -> Iterator[Check]:
    """Yield each exemption that has run out or will within `soon` days."""
    ending = [one for one in listed if (one.expires - today).days <= soon]
    for one in sorted(ending, key=lambda one: one.expires):
        state = State.WARNING if one.holds(today) else State.WRONG
        text = f"{one.resource}: {one.expires}, {_left(one.expires, today)} ({one.owner})"
        yield Check(f"exemption {one.guardrail}", state, text, "Mend what it tolerates, or decide anew.")
    if not ending:
        yield Check("exemptions", State.OK, f"{len(listed)}, none ends within {soon} days")


def _left(day: date, today: date) -> str:
    days = (day - today).days
    return f"in {days} days" if days >= 0 else f"{-days} days ago"
