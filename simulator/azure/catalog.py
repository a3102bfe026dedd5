"""Finds resources and functions by the files that describe them."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType

from simulator.azure import functions, resources
from simulator.azure.arm import Resource
from simulator.azure.function import Function


@cache
def modelled_resources() -> dict[str, Resource]:
    """Return every modelled resource by its type token."""
    found = (module.RESOURCE for module in _modules(resources))
    return {resource.kind: resource for resource in found}


@cache
def modelled_functions() -> dict[str, Function]:
    """Return every modelled function by its token."""
    found = (module.FUNCTION for module in _modules(functions))
    return {function.name: function for function in found}


@cache
def by_arm_type() -> dict[str, Resource]:
    """Return every modelled resource by its ARM type in lower case."""
    return {resource.arm_type.lower(): resource for resource in modelled_resources().values()}


def _modules(package: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)]
