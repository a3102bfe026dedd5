"""What a person reads of a verdict: what is wrong on which resource, how to mend it, where the page is.

The engine passes on nothing but this text, so a report reads back from it (`read`) what kind of finding it is: by the
lines below the sentence, which no name or value of a program reaches, since `visible` keeps each of them on one line.
"""

import re
from typing import Final, NamedTuple

from guardrails.exemptions import Exemption
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.texts import visible

_UNDECIDED: Final = "cannot be judged before the update:"
_CRASH: Final = "could not be judged: the guardrail itself failed with"
_REPORT: Final = "Please report it."
_EXEMPTION = re.compile(r"^(\w+) by (.+?) until (\d{4}-\d\d-\d\d): (.+)$")
_LABELLED = re.compile(r"^(Ends|Fix|See|Exempted): (.*)$")

SWITCHED_OFF = "It held in the previous state: a change that switches a protection off needs an exemption."


def problem_message(guardrail: Guardrail | StackGuardrail, resource: str, problem: str) -> str:
    """Return the sentence, the fix and the page; `problem` completes "<resource> must ..."."""
    ends = f"\nEnds: {guardrail.retires}" if guardrail.retires else ""
    return f"{visible(resource)} {visible(problem)}.{ends}\nFix: {guardrail.fix}\nSee: {guardrail.link}"


def undecided_message(resource: str, paths: tuple[str, ...]) -> str:
    """Return which values stand in the way of a verdict."""
    return f"{visible(resource)} {_UNDECIDED} {visible(', '.join(paths))} known only then."


def crash_message(resource: str, crash: str) -> str:
    """Return that the guardrail itself failed, and where."""
    return f"{visible(resource)} {_CRASH} {visible(crash)}.\n{_REPORT}"


def exempted_message(resource: str, problem: str, exemption: Exemption) -> str:
    """Return what is tolerated, by whom, until when and why."""
    return f"{visible(resource)} {visible(problem)}.\nExempted: {visible(exemption.describe())}"


def expired_message(exemption: Exemption) -> str:
    """Return that an exemption is over."""
    return f"Its exemption has run out ({visible(exemption.describe())})."


class Text(NamedTuple):
    """What a finding's text says."""

    kind: str
    """`problem`, `undecided`, `exempted` or `crash`."""
    sentence: str
    notes: tuple[str, ...] = ()
    exemption: tuple[str, str, str, str] | None = None
    """Category, owner, last day and reason."""


def read(message: str) -> Text:
    """Return what one of the messages above says, without its fix and page, which the guardrail knows itself."""
    sentence, *lines = message.split("\n")
    labelled = {found[1]: found[2] for line in lines if (found := _LABELLED.match(line))}
    if "Fix" in labelled:
        kind = "problem"
    elif "Exempted" in labelled:
        kind = "exempted"
    else:
        kind = "crash" if _REPORT in lines else "undecided"
    notes = tuple(line for line in lines if line and line != _REPORT and not _LABELLED.match(line))
    exemption = _EXEMPTION.match(labelled.get("Exempted", ""))
    return Text(kind, sentence, notes, exemption.groups() if exemption else None)  # type: ignore[arg-type]  # it has four
