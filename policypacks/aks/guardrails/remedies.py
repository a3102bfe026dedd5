"""A guardrail's remedy, written into the properties as the engine sent them: all else stays as it is on the wire."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value

from guardrails.arm_bodies import flattened
from guardrails.checks import place
from guardrails.generic import resolve, sent_path
from guardrails.guardrail import Guardrail
from guardrails.judge import judge
from guardrails.props import Props
from guardrails.tokens import GENERIC
from guardrails.values import decode, unwrapped

Remedy = Mapping[str, Any]
Problems = Callable[[Struct], list[str]]


def remedied(
    guardrail: Guardrail,
    token: str,
    properties: Struct,
    parameters: Mapping[str, Any],
    tolerated: Callable[[str], bool],
) -> Struct | None:
    """Return the properties with the remedy wherever it is needed and makes the guardrail pass.

    Args:
        guardrail: One with a remedy.
        token: The resource's type as the engine sent it, so also versioned or generic.
        properties: As the engine sent them; they are not changed.
        parameters: Values of the guardrail's parameters.
        tolerated: Tells of a problem whether it is exempted, and so left alone.

    Returns:
        None where there is nothing to mend, or nothing that the remedy can.

    """
    result = Struct()
    result.CopyFrom(properties)
    values = decode(properties)
    plain = resolve(token, values)[0]
    path = guardrail.applies_to.inline.get(plain)
    if path is None:
        remedy = {sent_path(token, values, key): value for key, value in guardrail.remedy.items()}

        def problems(holder: Struct) -> list[str]:
            return _problems(guardrail, *resolve(token, decode(holder)), parameters)

        return result if _mend(result, remedy, problems, tolerated) else None
    changed = False
    for index, element in _elements(result, sent_path(token, values, path)):
        # The generic resource has ARM's own envelope around what the SDK's class has flat.
        enveloped = "properties" in element.fields and token == GENERIC
        remedy = {f"properties.{key}" if enveloped else key: value for key, value in guardrail.remedy.items()}

        def problems_of_element(
            holder: Struct, where: str = f"{path}[{index}]", *, enveloped: bool = enveloped
        ) -> list[str]:
            one = flattened(decode(holder)) if enveloped else decode(holder)
            return _problems(guardrail, guardrail.applies_to.token, one, parameters, where)

        changed |= _mend(element, remedy, problems_of_element, tolerated)
    return result if changed else None


def _problems(
    guardrail: Guardrail, token: str, values: Mapping[str, Any], parameters: Mapping[str, Any], path: str = ""
) -> list[str]:
    suffix = place(Props(values, path))
    return [f"{problem}{suffix}" for problem in judge(guardrail, token, values, parameters).problems]


def _mend(holder: Struct, remedy: Remedy, problems: Problems, tolerated: Callable[[str], bool]) -> bool:
    """Write the smallest part of the remedy that suffices; tell whether anything was written."""
    if all(tolerated(problem) for problem in problems(holder)):
        return False
    needed = dict(remedy)
    if problems(_with(holder, needed)):
        return False
    for key in remedy:
        fewer = {other: value for other, value in needed.items() if other != key}
        if not problems(_with(holder, fewer)):
            needed = fewer
    holder.CopyFrom(_with(holder, needed))
    return True


def _with(holder: Struct, remedy: Remedy) -> Struct:
    result = Struct()
    result.CopyFrom(holder)
    for path, literal in remedy.items():
        _write(result, path.split("."), literal)
    return result


def _write(holder: Struct, keys: Sequence[str], literal: Any) -> None:
    """Write the literal below the keys, inside a secret where there is one; an unknown object on the way stays."""
    key = _spelt(holder, keys[0])
    if len(keys) == 1:
        _assign(unwrapped(holder.fields[key]), literal)
        return
    value = unwrapped(holder.fields[key])
    if value.WhichOneof("kind") in {None, "null_value"}:
        value.struct_value.Clear()
        value.struct_value.SetInParent()
    if value.WhichOneof("kind") == "struct_value":
        _write(value.struct_value, keys[1:], literal)


def _assign(value: Value, literal: Any) -> None:
    box = Struct()
    box.update({"literal": literal})
    value.CopyFrom(box.fields["literal"])


def _spelt(holder: Struct, key: str) -> str:
    """Return the key as the program has spelt it: ARM takes names, such as those of add-ons, in any case."""
    return next((one for one in holder.fields if one.lower() == key.lower()), key)


def _elements(holder: Struct, path: str) -> Iterator[tuple[int, Struct]]:
    """Yield the objects of the list at the path, with their places in it."""
    *owners, last = path.split(".")
    for key in owners:
        holder = unwrapped(holder.fields[key]).struct_value if key in holder.fields else Struct()
    listed = unwrapped(holder.fields[last]).list_value.values if last in holder.fields else ()
    for index, element in enumerate(listed):
        value = unwrapped(element)
        if value.WhichOneof("kind") == "struct_value":
            yield index, value.struct_value
