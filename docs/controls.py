"""Each requirement, and what holds it: component, guardrail, Azure Policy, admission."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guardrails.guardrail import Guardrail, StackGuardrail

from docs.capabilities import capabilities, component_links, test_link
from docs.indexes import links
from docs.picture.graph import Graph

REQUIREMENTS = Path(__file__).with_name("requirements.md")
_ROW = re.compile(r"^\| (\d{3}-\d+)(?:/(\d+))? \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_Guardrails = Sequence[Guardrail | StackGuardrail]


@dataclass(frozen=True)
class Requirement:
    """One statement that the platform must meet."""

    name: str
    ids: frozenset[str]
    """One id; two where statements share a row."""
    statement: str
    layers: frozenset[str]
    """Letters of the layers that enforce it."""


def requirements() -> list[Requirement]:
    """Return the rows of docs/requirements.md."""
    return [
        Requirement(
            name=first + (f"/{second}" if second else ""),
            ids=frozenset({first, f"{first.split('-')[0]}-{second}"} if second else {first}),
            statement=statement,
            layers=frozenset(layers.split()),
        )
        for first, second, statement, _, layers in _ROW.findall(REQUIREMENTS.read_text("utf-8"))
    ]


def built(requirement: Requirement) -> dict[str, str]:
    """Return what the stack itself does for a requirement: links to a component -> to its test."""
    rows = [one for one in capabilities() if requirement.ids & set(one.controls)]
    return {component_links(one): test_link(one) for one in rows}


def faces(graphs: Sequence[Graph], kind: str) -> frozenset[str]:
    """Return the guardrails that have a resource of a type: assignments and admission policies bear their names."""
    return frozenset(one.name for graph in graphs for one in graph.of(kind))


def page(guardrails: _Guardrails, graphs: Sequence[Graph]) -> Iterator[str]:
    """Yield the lines of the page.

    Args:
        guardrails: The catalogue.
        graphs: What stacks preview; their policy assignments and admission policies are named after guardrails.

    """
    assigned = faces(graphs, "authorization:PolicyAssignment")
    admitted = faces(graphs, "admissionregistration.k8s.io/v1:ValidatingAdmissionPolicy")
    yield from ("# Controls: each requirement, and what holds it", "")
    yield "Layers: S the stack (component and test), P the policy pack (guardrails), A Azure Policy and K Kubernetes"
    yield "admission (the guardrails that have such a face), C the pipeline, D documented."
    yield from ("", "| requirement | statement | layers | component | test | guardrails | Azure Policy | admission |")
    yield "|---|---|---|---|---|---|---|---|"
    for one in requirements():
        held = [guardrail for guardrail in guardrails if one.ids & set(guardrail.requirements)]
        cells = (
            one.name,
            one.statement,
            " ".join(letter for letter in "SPAKCD" if letter in one.layers),
            ", ".join(dict.fromkeys(", ".join(built(one)).split(", "))) or "-",
            ", ".join(dict.fromkeys(built(one).values())) or "-",
            links(held),
            links([guardrail for guardrail in held if guardrail.name in assigned]),
            links([guardrail for guardrail in held if guardrail.name in admitted]),
        )
        yield f"| {' | '.join(cells)} |"
