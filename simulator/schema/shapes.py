"""Reads the shapes of the modelled types from the installed pulumi_azure_native, whose names programs use."""

import enum
import importlib
import inspect
import re
import sys
import types
import typing
from collections.abc import Awaitable, Iterable
from typing import Any

from pulumi import Output, _types

from simulator.azure.values import Props

_SCALARS = {str: "string", bool: "boolean", int: "integer", float: "number"}


def shapes(kinds: Iterable[str]) -> Props:
    """Return `resources` by type token and the object `types` they use, as `simulator.azure.schema` reads them."""
    reader = _Reader()
    resources = {kind: reader.resource(kind) for kind in sorted(kinds)}
    return {"resources": resources, "types": dict(sorted(reader.types.items()))}


CUSTOM = {
    "azure-native:authorization:PimRoleEligibilitySchedule": "2020-10-01",
    "azure-native:keyvault:AccessPolicy": "2024-11-01",
}
"""Types the provider makes by hand, with the REST API version they use:
https://github.com/pulumi/pulumi-azure-native/pull/3959; a policy is written through its vault and taken to have its."""


class _Reader:
    """Turns the SDK's annotations into shapes."""

    def __init__(self) -> None:
        self.types: Props = {}

    def resource(self, kind: str) -> Props:
        _, module_name, class_name = kind.split(":")
        module = importlib.import_module(f"pulumi_azure_native.{module_name}")
        resource = getattr(module, class_name)
        # Where a nested type has the resource's name, the SDK calls the resource's own arguments `...InitArgs`.
        arguments = getattr(module, f"{class_name}InitArgs", None) or getattr(module, f"{class_name}Args")
        outputs = {name: self.shape(hint) for name, hint in sorted(_types.resource_types(resource).items())}
        version = re.search(r"REST API version ([0-9a-z-]+)", inspect.getsource(sys.modules[resource.__module__]))
        if kind in CUSTOM:
            return {"apiVersion": CUSTOM[kind], "inputs": self.object(arguments), "outputs": outputs}
        if not version:
            raise LookupError(f"{kind}: the SDK's documentation names no REST API version")
        return {"apiVersion": version[1], "inputs": self.object(arguments), "outputs": outputs}

    def object(self, cls: type) -> Props:
        if _types.is_input_type(cls):
            names = _types.input_type_py_to_pulumi_names(cls)
            hints = _types.input_type_types(cls)
            parameters = inspect.signature(cls).parameters.items()
            required = [names[key] for key, one in parameters if one.default is inspect.Parameter.empty]
        else:
            hints, required = _types.output_type_types(cls), []
        properties = {name: self.shape(hint) for name, hint in sorted(hints.items())}
        return {"required": sorted(required), "properties": properties}

    def shape(self, hint: Any) -> Any:
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if origin in (typing.Union, types.UnionType):
            return self.union(arguments)
        if origin is not None and issubclass(origin, typing.Mapping):
            return {"values": self.shape(arguments[1])}
        if origin is not None and issubclass(origin, typing.Sequence):
            return {"items": self.shape(arguments[0])}
        if inspect.isclass(hint) and issubclass(hint, enum.Enum):
            return {"enum": [member.value for member in hint]}
        if inspect.isclass(hint) and (_types.is_input_type(hint) or _types.is_output_type(hint)):
            return self.reference(hint)
        return _SCALARS.get(hint, "any")

    def union(self, arguments: tuple[Any, ...]) -> Any:
        kept = [one for one in arguments if typing.get_origin(one) not in (Awaitable, Output) and one is not type(None)]
        found = [self.shape(one) for one in kept]
        enumerations = [one for one in found if isinstance(one, dict) and "enum" in one]
        return enumerations[0] if enumerations else found[0] if len(found) == 1 else "any"

    def reference(self, cls: type) -> str:
        name = f"{cls.__module__.split('.')[1]}.{cls.__name__}"
        if name not in self.types:
            self.types[name] = {}  # types refer to themselves: the name must exist before its properties are read
            self.types[name] = self.object(cls)
        return f"#{name}"
