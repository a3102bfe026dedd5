"""Guardrails speak of types and properties that the SDKs of Azure and Kubernetes have, spelt as they send them."""

import asyncio
import importlib
import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import pulumi
import pulumi_kubernetes
import pytest
from google.protobuf.struct_pb2 import Struct
from guardrails import kinds, subjects
from guardrails.catalog import catalog
from guardrails.examples import Output as ExampleOutput
from guardrails.guardrail import Guardrail, StackGuardrail
from guardrails.testing import nested
from guardrails.tokens import ARM_TYPES
from guardrails.values import UNKNOWN, Secret, decode
from pulumi import _types
from pulumi.runtime import rpc, settings

KINDS = (kinds.EVERY_OBJECT, kinds.NAMESPACED)
SUBJECTS = {
    name: one
    for module in (subjects, kinds)
    for name, one in vars(module).items()
    if isinstance(one, subjects.Subject) and one.token not in kinds.CUSTOM and one not in KINDS
}


def _examples(guardrail: Guardrail | StackGuardrail) -> Iterator[tuple[str, Sequence[str], Mapping[str, Any]]]:
    """Yield each resource of each example: what it is, its types, its properties."""
    for label, example in {**guardrail.passing, **guardrail.failing}.items():
        if isinstance(guardrail, Guardrail):
            yield label, (guardrail.applies_to.token, *sorted(guardrail.applies_to.also)), example
        else:
            yield from ((f"{label}: {name}", (one.token,), one.properties) for name, one in example.items())


NOT_IN_THE_SDK = {
    "accessPolicies",  # what Azure calls the child of a vault, which a program sends as the generic resource
    "apiVersion",  # each class of Kubernetes sends its own; `generic.resolve` gives it to the checks
    "azureApiVersion",  # an output of every class; `tokens.resolve` gives it to the checks
    "roleAssignmentMode",  # of a later version of the API, which a program sends as the generic resource
    "enableCustomCATrust",  # of preview versions only, as `pulumi package add` generates them
}


def _arguments(token: str) -> type:
    """Return the SDK's class of a type's inputs; `InitArgs` where a nested type has taken the plain name."""
    package, module, kind = token.split(":")
    group, _, version = module.partition("/")
    path = f"{group.split('.')[0]}.{version}" if version else module
    sdk = importlib.import_module(f"pulumi_{package.replace('-', '_')}.{path}")
    found: type = getattr(sdk, f"{kind}InitArgs", None) or getattr(sdk, f"{kind}Args")
    return found


class InventedError(Exception):
    """The SDK has no such property, or it is of another kind."""


def _built(hint: Any, value: Any, path: str) -> Any:
    """Return the value as a program would give it: args classes with snake_case names, outputs, plain values.

    Raises:
        InventedError: when the SDK's type has no such property, or takes another kind of value.

    """
    hint = _types.unwrap_type(hint)
    if value is UNKNOWN:
        return _unknown()
    if isinstance(value, Secret):
        return pulumi.Output.secret(_built(hint, value.value, path))
    if isinstance(value, ExampleOutput):
        value = _comparable(value)
    if value is None or hint is Any:
        return value
    if typing.get_origin(hint) is typing.Union:
        return _first_that_fits(typing.get_args(hint), value, path)
    return _of_kind(hint, value, path)


def _of_kind(hint: Any, value: Any, path: str) -> Any:
    inner, kind = typing.get_args(hint), typing.get_origin(hint) or hint
    if _types.is_input_type(kind) and isinstance(value, Mapping):
        return _arguments_built(kind, value, path)
    if isinstance(value, Mapping) and len(inner) == 2 and issubclass(kind, Mapping):
        return {key: _built(inner[1], element, f"{path}.{key}") for key, element in value.items()}
    if isinstance(value, list) and len(inner) == 1 and issubclass(kind, Sequence):
        return [_built(inner[0], element, f"{path}[{index}]") for index, element in enumerate(value)]
    if kind is typing.Literal and value in inner:
        return value
    if isinstance(kind, type) and isinstance(value, _scalars(kind)):
        return value
    raise InventedError(f"{path} is {value!r}, and the SDK takes {hint}")


def _scalars(kind: type) -> tuple[type, ...]:
    if issubclass(kind, Enum):
        return (str,)
    return {bool: (bool,), int: (int,), float: (int, float), str: (str,)}.get(kind, ())


def _first_that_fits(hints: Iterable[Any], value: Any, path: str) -> Any:
    wrong: InventedError | None = None
    for hint in hints:
        try:
            return _built(hint, value, path)
        except InventedError as error:
            wrong = wrong or error
    raise wrong or InventedError(path)


def _arguments_built(arguments: Any, values: Mapping[str, Any], path: str) -> Any:
    """Return an args object with what the example shows; what else it requires is left out."""
    names = {camel: snake for snake, camel in _types.input_type_py_to_pulumi_names(arguments).items()}
    types = _types.input_type_types(arguments)
    built = arguments.__new__(arguments)
    for key, value in values.items():
        if key not in names:
            raise InventedError(f"{path}.{key} does not exist")
        pulumi.set(built, names[key], _built(types.get(key, types.get(names[key])), value, f"{path}.{key}"))
    return built


def _unknown() -> pulumi.Output[Any]:
    """Return an output as the SDK has it at preview; it needs a running event loop."""
    value, known, secret = (asyncio.get_running_loop().create_future() for _ in range(3))
    value.set_result(None)
    known.set_result(False)
    secret.set_result(False)
    return pulumi.Output(set(), value, known, secret)


@pytest.fixture(autouse=True)
def _engine_that_knows_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "monitor_supports_feature", lambda _: True)


def _sent(tokens: Sequence[str], properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the SDK's serialiser makes of the properties of one of the types, decoded as the pack decodes it."""

    async def serialised() -> Struct:
        built = _first_that_fits(map(_arguments, tokens), properties, tokens[0])
        return await rpc.serialize_properties(_types.input_type_to_dict(built), {})

    return decode(asyncio.run(serialised()))


def _comparable(value: Any) -> Any:
    """Return the value as it must be on both sides: nulls are not sent, references are texts."""
    if isinstance(value, Secret):
        return ("secret", _comparable(value.value))
    if isinstance(value, ExampleOutput):
        return f"${{{value.resource}.{value.prop}}}"
    if isinstance(value, Mapping):
        return {key: _comparable(element) for key, element in value.items() if element is not None}
    return [_comparable(element) for element in value] if isinstance(value, list) else value


def _shown_in(written: Any, sent: Any) -> Any:
    """Return of what is sent the part that is written: inside an output, an args class adds its defaults."""
    if isinstance(written, dict) and isinstance(sent, dict):
        return {key: _shown_in(element, sent.get(key)) for key, element in written.items()}
    if isinstance(written, list | tuple) and isinstance(sent, list | tuple) and len(written) == len(sent):
        return type(sent)(_shown_in(one, other) for one, other in zip(written, sent, strict=True))
    return sent


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=SUBJECTS)
def test_every_subject_exists_where_it_says(subject: subjects.Subject) -> None:
    for token in subject.tokens:
        assert _types.input_type_py_to_pulumi_names(_arguments(token))
    for owner, prop in subject.inline.items():
        assert _arguments_built(_arguments(owner), nested(prop, [{}]), owner)


def test_the_kinds_of_kubernetes_are_those_of_the_sdk() -> None:
    """Its classes for charts and files are components, whose children are objects."""
    registered = Path(pulumi_kubernetes.__file__).read_text("utf-8")
    tokens = {
        kinds.current(token)
        for token in re.findall(r'"(kubernetes:[a-z0-9.]+/v[a-z0-9]+:[A-Za-z]+)"', registered)
        if not re.search(r":(helm|yaml|kustomize|meta)[./]|(List|Patch)$", token)
    }

    assert tokens == {kinds.EVERY_OBJECT.token, *kinds.EVERY_OBJECT.also}
    assert kinds.NAMESPACED.also < kinds.EVERY_OBJECT.also


@pytest.mark.parametrize("token", ARM_TYPES)
def test_every_type_with_an_arm_type_exists(token: str) -> None:
    assert _types.input_type_py_to_pulumi_names(_arguments(token))


@pytest.mark.parametrize("guardrail", catalog(), ids=lambda one: one.name)
def test_the_sdk_sends_every_example_as_it_is_written(guardrail: Guardrail | StackGuardrail) -> None:
    """Built from the SDK's args classes by snake_case name, through its serialiser: names and shapes are real."""
    different = {}
    for label, tokens, properties in _examples(guardrail):
        if tokens[0] not in kinds.CUSTOM:
            in_the_sdk = {name: value for name, value in properties.items() if name not in NOT_IN_THE_SDK}
            written = _comparable(in_the_sdk)
            sent = _shown_in(written, _comparable(_sent(tokens, in_the_sdk)))
            different.update({label: (written, sent)} if written != sent else {})

    assert different == {}


@pytest.mark.parametrize(
    "properties",
    [
        {"adminUserEnable": True},
        {"agentPoolProfiles": [{"name": "system", "enableNodePublicIp": True}]},
        {"agentPoolProfiles": {"name": "system"}},
        {"addonProfiles": {"azurepolicy": {"enable": True}}},
        {"apiServerAccessProfile": {"enablePrivateCluster": "yes"}},
        {"apiServerAccessProfile": [{"enablePrivateCluster": True}]},
    ],
    ids=str,
)
def test_what_the_sdk_would_not_send_is_noticed(properties: Mapping[str, Any]) -> None:
    """The test above can fail: also deep inside, in lists and under maps, and by kind."""
    with pytest.raises(InventedError):
        _sent([subjects.MANAGED_CLUSTER.token], properties)
