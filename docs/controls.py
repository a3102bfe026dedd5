"""Each requirement, and what holds it: component, guardrail, Azure Policy, admission, pipeline, document."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from guardrails.guardrail import Guardrail, StackGuardrail

from components.admission.catalog import catalog as admission_policies
from components.governance.policies import FIXED
from components.governance.policy_assignments import EXEMPTABLE
from components.signatures.constraint import GUARDRAIL as SIGNED
from docs.capabilities import capabilities, component_links, test_link
from docs.coverage import carried
from docs.indexes import links
from docs.pipeline import pipeline

REQUIREMENTS = Path(__file__).with_name("requirements.md")
_ROW = re.compile(r"^\| (\d{3}-\d+)(?:/(\d+))? \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+ \((\d{3}-\d+)\))$", re.MULTILINE)
_Guardrails = Sequence[Guardrail | StackGuardrail]


ELSEWHERE = {
    "000-1": "No policy can tell a secret from another text in a variable; the roles of teams read none of the API.",
    "000-8": "Groups are bound to roles in Azure and by the component; a team binds nobody to anything.",
    "001-14": "Identity and secrets are put in by the add-ons' own webhooks and drivers; there is nothing to refuse.",
    "004-7": "As for 001-14: the driver mounts what the team's identity may read.",
}
"""Requirements of layer K that admission does not hold, and what does instead."""
WHOLE = {
    "002-1": "It is the pack, and the frameworks that its guardrails answer to.",
    "002-21": "The levels of the pack's own configuration: for all, a stack, a resource.",
    "003-6": "It judges every preview, and the state each night.",
}
"""Requirements of layer P that the pack as a whole holds, and how."""

_COLUMNS = (
    *("requirement", "statement", "layers", "component", "test", "guardrails", "Azure Policy", "admission"),
    *("pipeline", "document"),
)


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


def assigned() -> frozenset[str]:
    """Return the guardrails that say the same as a definition that every stack assigns, or that Gatekeeper verifies."""
    return frozenset({*EXEMPTABLE, *(name for policy in FIXED for name in policy.guardrails), SIGNED})


def admission(guardrails: _Guardrails) -> frozenset[str]:
    """Return the guardrails that say what the cluster itself refuses: by a policy, Pod Security or Gatekeeper."""
    by_pod_security = (one.name for one in guardrails if carried([one], "Pod Security"))
    return frozenset({*admission_policies(), SIGNED, *by_pod_security})


def documented(folder: Path = REQUIREMENTS.parent) -> dict[str, list[str]]:
    """Return the sections that say what to do where no code can: links by the requirement that a heading ends with."""
    found: dict[str, list[str]] = {}
    for page in sorted(folder.glob("*.md")):
        for heading, name in _HEADING.findall(page.read_text("utf-8")):
            anchor = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
            found.setdefault(name, []).append(f"[{heading.rpartition(' ')[0]}]({page.name}#{anchor})")
    return found


def page(guardrails: _Guardrails) -> Iterator[str]:
    """Yield the lines of the page."""
    in_azure = assigned()
    admitted = admission(guardrails)
    yield from ("# Controls: each requirement, and what holds it", "")
    yield "Layers: S the stack (component and test), P the policy pack (guardrails), A Azure Policy and K Kubernetes"
    yield "admission (the guardrails that have such a face: a policy that says the same, a control of Pod Security,"
    yield "which the namespaces of teams enforce at its strictest, or the verification of signatures), C the pipeline,"
    yield "D documented. Why admission has no part in some requirements of its layer is said below the table."
    yield "Which of them misses a hardening literal of the components once it is flipped is told, literal by literal,"
    yield "in [mutants.md](mutants.md#the-components-literals): a guardrail refuses the preview, or a test fails."
    yield ""
    yield f"| {' | '.join(_COLUMNS)} |"
    yield f"|{'---|' * len(_COLUMNS)}"
    for one in requirements():
        held = [guardrail for guardrail in guardrails if one.ids & set(guardrail.requirements)]
        cells = (
            one.name,
            one.statement,
            " ".join(letter for letter in "SPAKCD" if letter in one.layers),
            ", ".join(dict.fromkeys(", ".join(built(one)).split(", "))) or "-",
            ", ".join(dict.fromkeys(built(one).values())) or "-",
            links(held),
            links([guardrail for guardrail in held if guardrail.name in in_azure]),
            links([guardrail for guardrail in held if guardrail.name in admitted]),
            ", ".join(pipeline()[name].links for name in sorted(one.ids & pipeline().keys())) or "-",
            ", ".join(link for name in sorted(one.ids) for link in documented().get(name, ())) or "-",
        )
        yield f"| {' | '.join(cells)} |"
    yield from ("", "## Where admission has no part", "", "| requirement | why |", "|---|---|")
    yield from (f"| {name} | {why} |" for name, why in ELSEWHERE.items())
    yield from ("", "## Where the pack as a whole is the answer", "", "| requirement | how |", "|---|---|")
    yield from (f"| {name} | {how} |" for name, how in WHOLE.items())
