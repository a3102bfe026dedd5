"""What a person reads of a verdict: what is wrong on which resource, how to mend it, where the page is."""

from guardrails.exemptions import Exemption
from guardrails.guardrail import Guardrail, StackGuardrail

SWITCHED_OFF = "It held in the previous state: a change that switches a protection off needs an exemption."


def problem_message(guardrail: Guardrail | StackGuardrail, resource: str, problem: str) -> str:
    """Return the sentence, the fix and the page; `problem` completes "<resource> must ..."."""
    ends = f"\nEnds: {guardrail.retires}" if guardrail.retires else ""
    return f"{resource} {problem}.{ends}\nFix: {guardrail.fix}\nSee: {guardrail.link}"


def undecided_message(resource: str, paths: tuple[str, ...]) -> str:
    """Return which values stand in the way of a verdict."""
    return f"{resource} cannot be judged before the update: {', '.join(paths)} known only then."


def crash_message(resource: str, crash: str) -> str:
    """Return that the guardrail itself failed, and where."""
    return f"{resource} could not be judged: the guardrail itself failed with {crash}. Please report it."


def exempted_message(resource: str, problem: str, exemption: Exemption) -> str:
    """Return what is tolerated, by whom, until when and why."""
    return f"{resource} {problem}, but is exempted: {exemption.describe()}"


def expired_message(exemption: Exemption) -> str:
    """Return that an exemption is over."""
    return f"Its exemption has run out ({exemption.describe()})."
