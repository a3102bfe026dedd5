"""The guardrails there are: every file under rules/, named by its place."""

from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from guardrails.guardrail import Guardrail, StackGuardrail

_RULES = Path(__file__).parent / "rules"


@cache
def catalog() -> tuple[Guardrail | StackGuardrail, ...]:
    """Return every guardrail, sorted by name: `rules/aks/private_cluster.py` is `aks-private-cluster`."""
    found = [
        replace(import_module(f"guardrails.rules.{path.parent.name}.{path.stem}").GUARDRAIL, name=name)
        for path in _RULES.glob("*/*.py")
        if (name := f"{path.parent.name}-{path.stem}".replace("_", "-"))
    ]
    return tuple(sorted(found, key=lambda guardrail: guardrail.name))
