"""The values of a resource as the engine sends them: JSON, what is unknown before the update, and what is secret."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from google.protobuf.struct_pb2 import Struct, Value

# The engine's wire format: a sentinel string stands for a value that is known only after the update,
# an object with a signature key for a secret, an output, an asset or a resource reference.
# Source: sdk/go/common/resource/plugin/rpc.go and properties.go of pulumi/pulumi.
UNKNOWN_SENTINELS: Final = frozenset(
    {
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # string
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # array
        "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # object
    }
)
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the protocol's marker, not a password
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_SENTINEL_LENGTH: Final = 36


class Unknown:
    """A value that is known only after the update."""

    def __repr__(self) -> str:
        return "<known after apply>"


class Untold(Unknown):
    """Whether there is a value at all is known only after the update."""


UNKNOWN: Final = Unknown()


class Secret:
    """A value that must never be shown; `value` is its plain form, also of a secret within a secret."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value: object = value.value if isinstance(value, Secret) else value

    def __repr__(self) -> str:
        return "[secret]"


def decode(properties: Struct) -> dict[str, Any]:
    """Return the properties as plain Python; unknown and secret values become `UNKNOWN` and `Secret`."""
    return {key: _decode_value(value) for key, value in properties.fields.items()}


def _decode_value(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if len(text) == _SENTINEL_LENGTH and text in UNKNOWN_SENTINELS else text
    if kind == "struct_value":
        return _decode_object(value.struct_value.fields)
    if kind == "bool_value":
        return value.bool_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "list_value":
        return [_decode_value(element) for element in value.list_value.values]
    return None


def _decode_object(fields: Mapping[str, Value]) -> Any:
    signature = fields[SIGNATURE].string_value if SIGNATURE in fields else None
    if signature == SECRET_SIGNATURE:
        return Secret(_decode_value(fields["value"])) if "value" in fields else Secret(None)
    if signature == OUTPUT_SIGNATURE:
        value = _decode_value(fields["value"]) if "value" in fields else UNKNOWN
        return Secret(value) if "secret" in fields and fields["secret"].bool_value else value
    return {key: _decode_value(value) for key, value in fields.items() if key != SIGNATURE}


def unwrapped(value: Value) -> Value:
    """Return the value inside a secret or an output, to be read or changed in place; any other value itself."""
    fields = value.struct_value.fields if value.WhichOneof("kind") == "struct_value" else {}
    signature = fields[SIGNATURE].string_value if SIGNATURE in fields else None
    if signature in {SECRET_SIGNATURE, OUTPUT_SIGNATURE} and "value" in fields:
        return unwrapped(fields["value"])
    return value


def as_text(value: object) -> str | None:
    """Return the value as services read it that take a text: a number may stand for one, as in `"port": 22`."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None


def secret_texts(value: object, *, inside: bool = False) -> Iterator[str]:
    """Yield every text and number under a `Secret`, so that messages can be masked."""
    if isinstance(value, Secret):
        yield from secret_texts(value.value, inside=True)
    elif isinstance(value, dict):
        for element in value.values():
            yield from secret_texts(element, inside=inside)
    elif isinstance(value, list):
        for element in value:
            yield from secret_texts(element, inside=inside)
    elif inside and isinstance(value, str) and value:
        yield value
    elif inside and isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}" if value != int(value) else str(int(value))


def told(inputs: Any, outputs: Any) -> Any:
    """Return what the program set and what the provider answered, without what only the update will tell.

    At preview a provider answers every output that is not an input with "unknown", at every depth, an optional input
    that the program left out among them: for a guardrail it is absent. After the update the answer lacks the inputs
    that are part of the resource's id.
    """
    if isinstance(inputs, Secret) or isinstance(outputs, Secret):
        plain = [one.value if isinstance(one, Secret) else one for one in (inputs, outputs)]
        return Secret(told(*plain))
    if isinstance(outputs, Unknown):
        return inputs
    if isinstance(inputs, Mapping) and isinstance(outputs, Mapping):
        answered = {key: told(inputs.get(key), one) for key, one in outputs.items()}
        return {**inputs, **{key: one for key, one in answered.items() if one is not None}}
    if isinstance(inputs, list) and isinstance(outputs, list) and len(inputs) == len(outputs):
        return [told(one, other) for one, other in zip(inputs, outputs, strict=True)]
    return outputs
