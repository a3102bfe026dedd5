"""The JSON schemas of the pack's two files, made from the catalogue: for editors, and for the pack's own reading."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from guardrails.guardrail import Guardrail, Level, Profile, StackGuardrail, UnknownMeans

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class ConfigurationError(Exception):
    """A file of the pack, or the configuration of a run, is wrong; the text names the key and the fix."""


def configuration_schema(guardrails: Sequence[Guardrail | StackGuardrail]) -> dict[str, Any]:
    """Return the schema of guardrails.yaml."""
    overrides = _object({one.name: _override(one) for one in guardrails})
    layer = {
        "profile": {"enum": [str(one) for one in Profile], "description": "Which severities block, advise or are off."},
        "unknown": _unknown(),
        "unevaluated": {
            "type": "string",
            "enum": [str(UnknownMeans.NOTE), str(UnknownMeans.BLOCK)],
            "description": "What a resource means that no guardrail can judge.",
        },
        "guardrails": {**overrides, "description": "Guardrail -> what differs from the profile."},
    }
    resource = {"resource": {"type": "string", "description": "URN glob, such as *::images."}, "guardrails": overrides}
    return {
        "$schema": _DIALECT,
        "title": "Configuration of the guardrails",
        **_object(
            {
                **layer,
                "stacks": {"type": "object", "additionalProperties": _object(layer), "description": "Glob -> layer."},
                "resources": {"type": "array", "items": _object(resource, required=["resource", "guardrails"])},
            }
        ),
    }


def exemptions_schema(guardrails: Sequence[Guardrail | StackGuardrail]) -> dict[str, Any]:
    """Return the schema of exemptions.yaml."""
    text = {"type": "string", "minLength": 1}
    exemption = _object(
        {
            "guardrail": {"enum": [one.name for one in guardrails]},
            "resource": {**text, "description": "URN glob, such as urn:pulumi:prod::*::images."},
            "property": {**text, "description": "Only problems that name this property path or one below it."},
            "category": {"enum": ["waiver", "mitigated"], "description": "Risk accepted, or met in another way."},
            "reason": {"type": "string", "minLength": 10, "pattern": r"\S"},
            "owner": {"type": "string", "pattern": r"\S", "description": "Who answers for it."},
            "expires": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "Last day it holds."},
        },
        required=["guardrail", "resource", "category", "reason", "owner", "expires"],
    )
    return {
        "$schema": _DIALECT,
        "title": "Exemptions from the guardrails",
        **_object({"exemptions": {"type": "array", "items": exemption}}, required=["exemptions"]),
    }


def validate(document: object, schema: Mapping[str, Any], place: str) -> None:
    """Check a document against its schema.

    Raises:
        ConfigurationError: with every fault, each with its place and the nearest name.

    """
    import jsonschema  # noqa: PLC0415 - a tenth of a second that a run without these files need not pay

    faults = sorted(
        jsonschema.Draft202012Validator(schema).iter_errors(document), key=lambda fault: list(map(str, fault.path))
    )
    if faults:
        raise ConfigurationError("\n".join(line for fault in faults for line in _fault_lines(fault, place)))


def did_you_mean(name: str, known: Collection[str]) -> str:
    """Return a sentence with the nearest names, or all of them when none is near."""
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known are: {', '.join(sorted(known))}."


def setting_schema(guardrail: Guardrail | StackGuardrail) -> dict[str, dict[str, Any]]:
    """Return the schema of each key that the engine's own configuration takes beside `enforcementLevel`."""
    parameters = guardrail.parameters if isinstance(guardrail, Guardrail) else {}
    return {**{name: dict(one) for name, one in parameters.items()}, "unknown": _unknown()}


def has_remedy(guardrail: Guardrail | StackGuardrail) -> bool:
    """Tell whether the guardrail can be set to `remediate`."""
    return isinstance(guardrail, Guardrail) and bool(guardrail.remedy)


def _fault_lines(fault: Any, place: str) -> Iterator[str]:
    where = ".".join([place, *(str(part) for part in fault.path)])
    if fault.validator == "additionalProperties":
        for key in sorted(set(fault.instance) - set(fault.schema["properties"])):
            yield f"{where}: there is no {key}. {did_you_mean(str(key), fault.schema['properties'])}"
    elif fault.validator == "enum":
        yield f"{where}: {fault.instance!r} is not possible. {did_you_mean(str(fault.instance), fault.schema['enum'])}"
    else:
        yield f"{where}: {fault.message}"


def _override(guardrail: Guardrail | StackGuardrail) -> dict[str, Any]:
    parameters = guardrail.parameters if isinstance(guardrail, Guardrail) else {}
    return {
        **_object(
            {
                "level": {"enum": [str(one) for one in Level if one is not Level.REMEDIATE or has_remedy(guardrail)]},
                "unknown": _unknown(),
                **({"parameters": _object(dict(parameters))} if parameters else {}),
            }
        ),
        "description": guardrail.title,
    }


def _unknown() -> dict[str, Any]:
    return {
        "type": "string",
        "enum": [str(one) for one in UnknownMeans],
        "description": "What a value that is known only after the update means.",
    }


def _object(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        **({"required": required} if required else {}),
    }
