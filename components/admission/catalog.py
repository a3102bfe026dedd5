"""Every admission policy, found by its place."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from components.admission import policies
from components.admission.policy import AdmissionPolicy


@cache
def catalog() -> dict[str, AdmissionPolicy]:
    """Return every policy by its name, which is the name of the guardrail that says the same at preview."""
    names = sorted(module.name for module in iter_modules(policies.__path__))
    return {f"k8s-{name.replace('_', '-')}": import_module(f"{policies.__name__}.{name}").POLICY for name in names}
