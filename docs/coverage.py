"""What other tools and the benchmarks ask for, beside what the guardrails ask for: docs/coverage.md.

`data/peers.json` lists every check of Checkov, PSRule and Azure Policy on clusters, registries and vaults;
`data/frameworks.json` every control of the benchmarks. What no guardrail carries has its reason there.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from guardrails.description import subject
from guardrails.guardrail import Guardrail, StackGuardrail

from docs.indexes import links, number

DATA = Path(__file__).resolve().parent / "data"
SUBJECTS = {
    "Azure Kubernetes Service": ("aks",),
    "Container Registry": ("acr",),
    "Key Vault": ("kv", "mhsm"),
}
"""Resource type, as the tools sort their checks -> the subjects of the guardrails about it."""

_Any = Guardrail | StackGuardrail


def coverage(guardrails: Sequence[_Any]) -> Iterator[str]:
    """Yield the lines of the document."""
    yield from ("# Coverage", "")
    yield "What the guardrails ask for beside what others ask for, compared by the ids that each guardrail carries."
    peers = read("peers.json")
    alone = sum(not {control.framework for control in one.controls} & set(peers["tools"]) for one in guardrails)
    yield f"A number counts ids of the other side, and one guardrail may answer several; {alone} of {len(guardrails)}"
    yield "guardrails carry no id of the three tools."
    yield from _peers(guardrails, peers)
    yield from _other_subjects(guardrails)
    for framework, about in read("frameworks.json").items():
        yield from _framework(guardrails, framework, about)


def read(name: str) -> dict[str, Any]:
    """Return a data file."""
    document: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return document


def carried(guardrails: Sequence[_Any], framework: str) -> dict[str, list[_Any]]:
    """Return reference -> the guardrails that carry it."""
    found: dict[str, list[_Any]] = {}
    for guardrail in guardrails:
        for control in guardrail.controls:
            if control.framework == framework:
                found.setdefault(control.reference, []).append(guardrail)
    return found


def reason(control: str, left_out: Mapping[str, str]) -> str | None:
    """Return the key of the reason for a control: its own, or that of the section it belongs to."""
    keys = [key for key in left_out if control == key or control.startswith((f"{key}.", f"{key}-"))]
    return max(keys, key=len, default=None)


def _peers(guardrails: Sequence[_Any], peers: Mapping[str, Any]) -> Iterator[str]:
    tools = peers["tools"]
    counts = Counter(subject(one) for one in guardrails)
    yield from ("", "## Checks of other tools on clusters, registries and vaults", "")
    yield "Answered / all; the rest is explained below, each one."
    yield from ("", f"| resource type | guardrails | {' | '.join(tools)} |", "|---|--:|" + "--:|" * len(tools))
    for kind, subjects in SUBJECTS.items():
        cells = []
        for tool, about in tools.items():
            checks = about["checks"][kind]
            cells.append(f"{len(set(checks) & set(carried(guardrails, tool)))} / {len(checks)}")
        yield f"| {kind} | {sum(counts[one] for one in subjects)} | {' | '.join(cells)} |"
    yield ""
    for tool, about in tools.items():
        yield f"- **{tool}**: {about['scope']}. <{about['source']}>, {about['version']}; read on {about['read']}."
    yield from ("", "### Not answered by an id, and why", "", "| id | asks | why |", "|---|---|---|")
    for one in peers["unmapped"]:
        yield f"| {', '.join(one['ids'])} | {one['asks']} | {one['why']} |"


def _other_subjects(guardrails: Sequence[_Any]) -> Iterator[str]:
    tools = list(read("peers.json")["tools"])
    compared = {one for subjects in SUBJECTS.values() for one in subjects}
    others = sorted({subject(one) for one in guardrails} - compared)
    yield from ("", "## Other guardrails, and the checks they carry", "")
    yield "No claim to have all of the other side here: of networks, storage and monitoring the pack judges what a"
    yield "platform for containers has."
    yield from ("", f"| subject | guardrails | {' | '.join(tools)} |", "|---|--:|" + "--:|" * len(tools))
    for one in others:
        mine = [guardrail for guardrail in guardrails if subject(guardrail) == one]
        cells = (str(len(carried(mine, tool))) for tool in tools)
        yield f"| {one} | {len(mine)} | {' | '.join(cells)} |"


def _framework(guardrails: Sequence[_Any], framework: str, about: Mapping[str, Any]) -> Iterator[str]:
    found = carried(guardrails, framework)
    controls = about["controls"]
    yield from ("", f"## {framework} {about['version']}: {len(found)} of {len(controls)}", "")
    yield f"Source: {about['source']}; read on {about['read']}. The words are ours. A section has a row of its own"
    yield "where it is left out as a whole, or where guardrails answer to it as a whole."
    yield from ("", "| control | about | guardrails, or why there is none |", "|---|---|---|")
    for control in sorted(controls, key=number):
        key = reason(control, about["left_out"])
        cell = links(found[control]) if control in found else about["left_out"].get(key, "-")
        yield f"| {control} | {controls[control]} | {cell} |"
