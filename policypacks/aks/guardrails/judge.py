"""One guardrail on one resource or stack: problems, what it could not tell, or its own failure."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from guardrails.checks import placed
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.masks import hiding
from guardrails.props import LeftOut, Problems, Props, Undecided, decided
from guardrails.stack import Stack
from guardrails.values import secret_texts


@dataclass(frozen=True)
class Verdict:
    """What a guardrail says about one resource."""

    problems: tuple[str, ...] = ()
    """Phrases that complete "<resource> must ..."."""
    undecided: tuple[str, ...] = ()
    """Paths whose values are known only after the update."""
    crash: str | None = None
    """The guardrail's own failure, with the place in its file."""


def judge(guardrail: Guardrail, token: str, values: Mapping[str, Any], parameters: Mapping[str, Any]) -> Verdict:
    """Judge one resource by its properties; what it lists inline, or holds within, is judged one by one."""
    subject = guardrail.applies_to
    props = Props(values, partial=token in subject.patches)

    def run() -> Problems:
        check = _with_parameters(guardrail, parameters)
        if token in subject.within:
            return decided(props.each_within, subject.within[token], check)
        path = subject.inline.get(token)
        return decided(check, props) if path is None else props.each(path, partial(placed, check))

    return _collect(run, lambda: list(secret_texts(values)))


def judge_stack(guardrail: StackGuardrail, stack: Stack) -> dict[str, Verdict]:
    """Judge every resource of the guardrail's subject; the result is keyed by URN, "" when the subjects are unknown."""
    verdicts: dict[str, Verdict] = {}
    subjects = stack.before(guardrail.applies_to) if guardrail.looks_back else stack.all(guardrail.applies_to)
    while True:
        try:
            resource = next(subjects)
        except StopIteration:
            return verdicts
        except Undecided as undecided:
            return {**verdicts, "": Verdict(undecided=(undecided.path,))}
        verdict = _collect(partial(decided, placed, guardrail.check, resource, stack), stack.secrets)
        earlier = verdicts.get(resource.urn, Verdict())
        verdicts[resource.urn] = Verdict(
            tuple(dict.fromkeys(earlier.problems + verdict.problems)),
            tuple(dict.fromkeys(earlier.undecided + verdict.undecided)),
            earlier.crash or verdict.crash,
        )


def _with_parameters(guardrail: Guardrail, parameters: Mapping[str, Any]) -> Callable[[Any], Problems]:
    if not guardrail.parameters:
        return guardrail.check
    defaults = {name: schema["default"] for name, schema in guardrail.parameters.items()}
    return lambda subject: guardrail.check(subject, {**defaults, **parameters})


def _collect(run: Callable[[], Problems], secrets: Callable[[], list[str]]) -> Verdict:
    problems: list[str] = []
    undecided: list[str] = []
    crash = None
    try:
        for found in run():
            if isinstance(found, LeftOut):
                continue
            if isinstance(found, Undecided):
                undecided.append(found.path)
            else:
                problems.append(found)
    except Exception as error:  # noqa: BLE001 - one guardrail's bug must not stop the preview; it is reported by name
        frames = traceback.extract_tb(error.__traceback__)
        frame = next((one for one in reversed(frames) if "/rules/" in one.filename), frames[-1])
        crash = f"{type(error).__name__}: {error} ({frame.filename.rsplit('/', 1)[-1]}, line {frame.lineno})"
    hidden = hiding(tuple(secrets())) if problems or crash else str
    return Verdict(
        tuple(dict.fromkeys(map(hidden, problems))),
        tuple(dict.fromkeys(undecided)),
        hidden(crash) if crash else None,
    )
