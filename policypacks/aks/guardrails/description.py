"""A guardrail as plain data, for whoever reads it elsewhere: documents, the command, other programs."""

import json
from collections.abc import Mapping
from typing import Any

from guardrails.examples import ExampleResource, Output
from guardrails.guardrail import Guardrail, StackGuardrail, settings_of


def describe(guardrail: Guardrail | StackGuardrail) -> dict[str, Any]:
    """Return everything a guardrail says of itself as JSON, its examples included."""
    controls: dict[str, list[str]] = {}
    for control in guardrail.controls:
        controls.setdefault(control.slug, []).append(control.reference)
    return {
        "name": guardrail.name,
        "subject": subject(guardrail),
        "severity": guardrail.severity.value,
        "title": guardrail.title,
        "why": guardrail.why,
        "fix": guardrail.fix,
        "judges": sorted(guardrail.applies_to.tokens),
        "looks_at": "the whole stack" if isinstance(guardrail, StackGuardrail) else "each resource",
        "absent": guardrail.absent,
        "unknown": guardrail.unknown.value,
        "retires": guardrail.retires.isoformat() if guardrail.retires else None,
        "parameters": guardrail.parameters if isinstance(guardrail, Guardrail) else {},
        "remedy": guardrail.remedy if isinstance(guardrail, Guardrail) else {},
        "requirements": list(guardrail.requirements),
        "controls": controls,
        "link": guardrail.link,
        "passing": shown_examples(guardrail.passing),
        "failing": shown_examples(guardrail.failing),
    }


def subject(guardrail: Guardrail | StackGuardrail) -> str:
    """Return the first part of the name, which is the folder of the guardrail's file."""
    return guardrail.name.split("-")[0]


def shown_examples(examples: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return examples as JSON shows them; the label says with which settings one is judged."""
    return {_label(label, settings_of(example)): shown(example) for label, example in examples.items()}


def _label(label: str, settings: Mapping[str, Any]) -> str:
    given = ", ".join(f"{name} = {json.dumps(value)}" for name, value in settings.items())
    return f"{label} (with {given})" if given else label


def shown(value: Any) -> Any:
    """Return an example as JSON shows it; outputs of other resources as `${name.property}`."""
    if isinstance(value, ExampleResource):
        before = {} if value.before is None else {"before": shown(value.before)}
        reported = {"reported": shown(value.reported)} if value.reported else {}
        gone = {"gone": True} if value.gone else {}
        return {"type": value.token, "properties": shown(value.properties), **before, **reported, **gone}
    if isinstance(value, Output):
        return f"${{{value.resource}.{value.prop}}}"
    if isinstance(value, Mapping):
        return {key: shown(element) for key, element in value.items()}
    if isinstance(value, list):
        return [shown(element) for element in value]
    return value if isinstance(value, str | int | float | bool | None) else repr(value)
