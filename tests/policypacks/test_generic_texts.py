"""In the body of a generic resource a text may stand for a boolean, and for a text where Azure keeps texts."""

import importlib
import typing
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from guardrails.arm_names import TEXTS
from guardrails.generic import resolve
from guardrails.tokens import ARM_TYPES, GENERIC
from guardrails.values import Secret
from pulumi import _types

from tests.policypacks.generic_resources import generic

Path = tuple[str, ...]
NOBODY_ASKS = {
    *("autoUpgradeMinorVersion", "enableAutomaticUpgrade", "suppressFailures"),
    "assignPermissions",
    *("daemonsetEvictionForEmptyNodes", "daemonsetEvictionForOccupiedNodes", "ignoreDaemonsetsUtilization"),
}
"""Booleans of machines' extensions, policies' parameters and the autoscaler's profile, of which no guardrail speaks."""


def _leaves(hint: Any, path: Path, seen: frozenset[type]) -> Iterator[tuple[Path, Any]]:
    """Yield each property below the type with what it holds: bool, str for a map of texts, an enum, Any."""
    hint = _types.unwrap_type(hint)
    kind, inner = typing.get_origin(hint) or hint, typing.get_args(hint)
    if kind is typing.Union:
        for one in inner:
            yield from _leaves(one, path, seen)
    elif hint in {bool, Any} or (isinstance(kind, type) and issubclass(kind, Enum)):
        yield path, hint
    elif _types.is_input_type(kind) and kind not in seen:
        hints = _types.input_type_types(kind)
        for snake, camel in _types.input_type_py_to_pulumi_names(kind).items():
            yield from _leaves(hints.get(camel, hints.get(snake)), (*path, camel), seen | {kind})
    elif isinstance(kind, type) and issubclass(kind, Mapping) and len(inner) > 1:
        is_text = _types.unwrap_type(inner[1]) is str
        yield from [(path, str)] if is_text else _leaves(inner[1], path, seen)
    elif isinstance(kind, type) and issubclass(kind, Sequence) and len(inner) == 1:
        yield from _leaves(inner[0], path, seen)


def _sent() -> Iterator[tuple[Path, Any]]:
    for token in ARM_TYPES:
        _, module, kind = token.split(":")
        sdk = importlib.import_module(f"pulumi_azure_native.{module}")
        yield from _leaves(getattr(sdk, f"{kind}InitArgs", None) or getattr(sdk, f"{kind}Args"), (), frozenset())


def _is_text(hint: Any) -> bool:
    return hint in {str, Any} or (hint is not bool and any(str(one.value).lower() == "true" for one in hint))


def test_texts_are_where_the_sdk_has_them() -> None:
    """Derived from every type that guardrails judge: maps of texts, anything, and enums with the text True."""
    leaves = [(path, hint, bool({one.lower() for one in path} & TEXTS)) for path, hint in _sent()]

    assert len(leaves) > 1000
    assert [path for path, hint, kept in leaves if _is_text(hint) and not kept] == []
    assert {path[-1] for path, hint, kept in leaves if hint is bool and kept} == NOBODY_ASKS
    assert TEXTS - {one.lower() for path, *_ in leaves for one in path} == set()


def test_a_text_is_read_as_what_it_stands_for() -> None:
    addon = {"enabled": "True", "config": {"enableSecretRotation": "true"}}
    body = {
        "addonProfiles": {"azureKeyvaultSecretsProvider": addon},
        "agentPoolProfiles": [{"enableNodePublicIP": "FALSE", "nodeLabels": {"spot": "true"}}],
        "autoScalerProfile": {"balance-similar-node-groups": "true"},
    }

    for sent in (body, Secret(body)):
        _, seen = resolve(GENERIC, generic("Microsoft.ContainerService/managedClusters", sent, tags={"billed": "true"}))
        values = {key: one.value if isinstance(one, Secret) else one for key, one in seen.items()}
        assert values["addonProfiles"] == {
            "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "true"}}
        }
        assert values["agentPoolProfiles"] == [{"enableNodePublicIP": False, "nodeLabels": {"spot": "true"}}]
        assert values["autoScalerProfile"] == {"balance-similar-node-groups": "true"}
        assert values["tags"] == {"billed": "true"}
