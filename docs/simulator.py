"""What the simulated Azure knows: its types, its rules, and what a green run does not prove."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import guardrails
from guardrails.tokens import unversioned

from simulator.azure import schema
from simulator.azure.arm import Resource, never, nothing
from simulator.azure.catalog import all_evidence, modelled_functions, modelled_resources, written
from simulator.azure.evidence import Confidence, Evidence
from simulator.azure.rules.locks import EVERY_DELETION
from simulator.azure.rules.references import EVERY_WRITE

Rule = Callable[..., object]

INTRODUCTION = """\
# The simulated Azure

`simulator/azure` answers the engine in the place of the provider azure-native: it checks inputs in that provider's
words, refuses what Azure is known to refuse, fills in what Azure fills in, and keeps what exists in one file
(`SIMULATED_AZURE_STATE`, else `.local/azure.json`).

{types} types, {functions} functions and {rules} rules: {marks}.

## What a green run does not prove

That Azure will accept the stack. It proves that none of the rules below is broken, no more:

- **Only known refusals are here.** *Verified*: somebody met the refusal and its code, or Microsoft lists both.
  *Documented*: Microsoft says what must be so; how Azure words its refusal is a guess. *Unconfirmed*: hearsay, or drawn
  from how Azure does it elsewhere.
- **Capacity, quotas, and which region offers which size** are not known here. A machine's size is judged by its name
  alone: a family that exists, enough CPUs.
- **The directory is not there.** A managed identity of the stack is known; any other principal is believed to exist.
  The deployer may do everything, except make keys in a vault that gives it no role. It is whom
  `identity.github.deployerId` names: local runs set `SIMULATED_AZURE_OBJECT_ID` so.
- **A role takes effect after a fixed time** (`SIMULATED_AZURE_ROLE_DELAY_MS`, else 300 milliseconds); Azure takes
  minutes, and not always the same. A missing `depends_on` loses here; one that is there is no proof of patience enough.
  A workspace takes tables after the same time.
- **Resource providers count as registered**, all of them; `guardrails doctor` names those that a stack needs.
- **No data plane**: nothing is pushed, decrypted, resolved or scheduled. A policy's effect is not worked out either,
  but for registries with a key of their own.
- **One version of each API**, that of the installed SDK. A type token that names another is taken for the same type; of
  what later versions added, only properties that the platform sets are known.
- **Templates** (`Microsoft.Resources/deployments`) are read as far as they have no expressions: such resources of the
  types below are written, whether they exist or not, the others are accepted unread.

What it does on purpose otherwise than Azure:

- It refuses unknown properties and unknown enumeration values, which the real provider lets pass; the message says so.
- A type or function that it does not model is refused by name, never waved through. The generic resource is judged as
  the type that it makes, where that lies in a resource group and has no envelopes inside its properties. Of the
  types that guardrails name these are refused: {refused}.
- A disk encryption set with an identity that Azure makes for it fails at once where that may not use the key; Azure
  makes the set, and then no disk with it.
- A cluster whose identity may not use the key of etcd in a private vault is refused; Azure cannot look into such a
  vault, and the cluster does not come up.
- The key of a registry, of a disk encryption set or of etcd cannot be deleted; Azure deletes it, and what it encrypted
  is out of reach until somebody recovers the key.
- What Azure accepts though it does nothing (see *warning* below) is accepted with a warning.

Each rule has a fault planted for each of its codes, and a neighbour without the fault that passes
(`tests/simulator/cases_*.py`).
"""

TYPES = """\
## Types

Every write is also asked: {every_write}. Every deletion: {every_deletion}.

A change of the name, of what contains the resource, or of its location replaces every type. *Limits* are patterns,
lengths and bounds of inputs, and a location that must be there. *Outputs* echo the request, add Azure's defaults, and
what only Azure knows. What is gone takes along what is inside it.

| type | API version | inputs | limits | rules | outputs | replaced by a change of | when deleted |
|---|---|--:|--:|--:|---|---|---|"""

RULES = """\
## Rules

What is true of a request that passes, what Azure calls the error where it is not, and who asks."""


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    resources, evidence = modelled_resources(), all_evidence()
    marks = Counter(one.confidence for one in evidence.values())
    yield INTRODUCTION.format(
        types=len(resources),
        functions=len(modelled_functions()),
        rules=len(evidence),
        refused=", ".join(f"`{one}`" for one in _refused()),
        marks=", ".join(f"{marks[one]} {one.value}" for one in Confidence),
    )
    yield TYPES.format(every_write=_names(EVERY_WRITE), every_deletion=_names(EVERY_DELETION))
    yield from (_type(resource) for resource in sorted(resources.values(), key=_short))
    yield ""
    yield RULES
    asking = _asking()
    for subject in dict.fromkeys(inspect.getmodule(rule) for rule in evidence):
        yield from ("", f"### {_said(subject)}", "")
        yield from ("| rule | code | asked of | confidence | source |", "|---|---|---|---|---|")
        for rule, one in evidence.items():
            if inspect.getmodule(rule) is subject:
                yield _rule(rule, one, asking[rule])


def _refused() -> list[str]:
    """Return the types that guardrails name and the simulator refuses."""
    texts = (file.read_text("utf-8") for file in Path(guardrails.__file__).parent.rglob("*.py"))
    named = {unversioned(token) for text in texts for token in re.findall(r"azure-native:[a-z]+:\w+", text)}
    return sorted(token.removeprefix("azure-native:") for token in named - modelled_resources().keys())


def _type(resource: Resource) -> str:
    limits = {**schema.constraints().get(resource.kind, {}), **resource.limits}
    asked = (*resource.refuses, *resource.fails, *resource.warns, *resource.keeps)
    cells = (
        f"`{_short(resource)}`",
        schema.api_version(resource.kind),
        str(len(schema.inputs_of(resource.kind)["properties"])),
        str(len(limits)),
        str(len(asked)),
        "echo" if resource.fills is nothing else "echo, defaults, own",
        ", ".join(f"`{one}`" for one in sorted(resource.replaces)) or "-",
        _deleted(resource),
    )
    return f"| {' | '.join(cells)} |"


def _deleted(resource: Resource) -> str:
    if resource.always_exists is not never:
        kept = f"; refused by {_names(resource.keeps)}" if resource.keeps else ""
        return f"there from the start; returns to its defaults{kept}"
    gone = "kept under its name until it is recovered" if resource.soft_deletes else "gone"
    return f"{gone}; refused by {_names(resource.keeps)}" if resource.keeps else gone


def _rule(rule: Rule, one: Evidence, asked_of: list[str]) -> str:
    codes = ", ".join(f"`{code}`" if code else "no code" for code in one.codes) or "warning"
    return f"| {_said(rule)} | {codes} | {', '.join(asked_of)} | {one.confidence.value} | <{one.source}> |"


def _asking() -> dict[Rule, list[str]]:
    """Return who asks each rule."""
    found: dict[Rule, list[str]] = {
        **{rule: ["every write"] for rule in EVERY_WRITE},
        **{rule: ["every deletion"] for rule in EVERY_DELETION},
    }
    for resource in modelled_resources().values():
        for rule in (*resource.refuses, *resource.fails, *resource.warns, *resource.keeps):
            found.setdefault(written(rule), []).append(f"`{_short(resource)}`")
    for function in modelled_functions().values():
        for of_answer in function.refuses:
            found.setdefault(of_answer, []).append(f"`{function.name.removeprefix('azure-native:')}`")
    return {rule: list(dict.fromkeys(askers)) for rule, askers in found.items()}


def _short(resource: Resource) -> str:
    return resource.kind.removeprefix("azure-native:")


def _names(rules: tuple[Rule, ...]) -> str:
    return ", ".join(f"*{written(rule).__name__.replace('_', ' ')}*" for rule in rules)


def _said(documented: object) -> str:
    return " ".join((inspect.getdoc(documented) or "").split()).removesuffix(".")
