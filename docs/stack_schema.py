"""The JSON schema of a stack's file, for editors: what every setting may be, as the program reads it.

A file may leave out what `Pulumi.yaml` or an environment of Pulumi's says, so nothing is required but within a part.
Keys with a namespace are a provider's, or this project's under its name, which a fork changes: the program judges them.
"""

from typing import Any

from pydantic.alias_generators import to_camel
from pydantic.json_schema import GenerateJsonSchema

from components.settings.load import LOCATION
from components.settings.stack import Settings

_SECRET = {
    "type": "object",
    "properties": {"secure": {"type": "string"}},
    "required": ["secure"],
    "additionalProperties": False,
    "description": "Written by `pulumi config set --secret --path`.",
}


class _Untitled(GenerateJsonSchema):
    """Names alone: a title repeats them in capitals."""

    def field_title_should_be_set(self, schema: object) -> bool:  # noqa: ARG002 - as it is called
        return False


def schema() -> dict[str, Any]:
    """Return the schema of `Pulumi.<stack>.yaml`."""
    settings = Settings.model_json_schema(schema_generator=_Untitled)
    parts = settings["$defs"]
    parts["ManifestsSetting"]["properties"]["token"] = _SECRET
    keys = {LOCATION if name == "location" else to_camel(name): one for name, one in settings["properties"].items()}
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "Settings of a stack",
        "type": "object",
        "properties": {
            "config": {
                "type": "object",
                "properties": keys,
                "patternProperties": {"^[^:]+:": {}},
                "additionalProperties": False,
            }
        },
        "$defs": parts,
    }
