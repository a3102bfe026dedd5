"""Finds resources and functions by the files that describe them."""

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache, partial
from types import ModuleType

from simulator.azure import functions, resources, rules
from simulator.azure.arm import Resource
from simulator.azure.evidence import Evidence
from simulator.azure.function import Function, getter


@cache
def modelled_resources() -> dict[str, Resource]:
    """Return every modelled resource by its type token."""
    found = (module.RESOURCE for module in _modules(resources))
    return {resource.kind: resource for resource in found}


@cache
def modelled_functions() -> dict[str, Function]:
    """Return every modelled function by its token, with one for each resource that gets it, if it has a name."""
    found = (module.FUNCTION for module in _modules(functions))
    getters = (getter(resource) for resource in modelled_resources().values() if "." not in resource.name_input)
    return {function.name: function for function in (*getters, *found)}


@cache
def by_arm_type() -> dict[str, Resource]:
    """Return every modelled resource by its ARM type in lower case."""
    return {resource.arm_type.lower(): resource for resource in modelled_resources().values()}


@cache
def all_evidence() -> dict[Callable[..., object], Evidence]:
    """Return the evidence for every rule."""
    return {rule: one for module in _modules(rules) for rule, one in module.EVIDENCE.items()}


def written(rule: Callable[..., object]) -> Callable[..., object]:
    """Return a rule as its file has it, without what a type of resource has filled in."""
    return rule.func if isinstance(rule, partial) else rule


def _modules(package: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)]
