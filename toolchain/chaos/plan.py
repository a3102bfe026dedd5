"""What goes wrong in one run: the same for the same seed and number, on every machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from simulator.azure.faults import CRASH, ERRORS, RETRIES

AFTER = " after Azure's work"
KILLED = " killed"
MIXTURE = "a mixture"


class Phase(StrEnum):
    """What the update that is disturbed does."""

    BUILD = "from nothing"
    CHANGE = "a change"
    REFRESHED_CHANGE = "a change after a refresh"


class Victim(StrEnum):
    """A process of an update, by what its command line has; the engine is the command itself."""

    ENGINE = "pulumi up"
    PROVIDER = "simulator.azure.provider"
    LANGUAGE_HOST = "toolchain.language_host"
    PROGRAM = "pulumi-language-python-exec --monitor"

    @property
    def kind(self) -> str:
        """The name in tables."""
        return self.name.lower().replace("_", " ") + KILLED


FAULTS = (*ERRORS, *(fault + AFTER for fault in ("connection-lost", "operation-timeout", CRASH)))
KINDS = (*FAULTS, *(victim.kind for victim in Victim), MIXTURE)
"""What runs are counted by; each number in turn."""

Steps = Mapping[Phase, Sequence[tuple[str, str]]]
"""Which operation on which type an undisturbed update does, once for each resource."""


@dataclass(frozen=True)
class Plan:
    """One run of chaos."""

    kind: str
    phase: Phase
    faults: tuple[Mapping[str, Any], ...]
    """As in the file of `SIMULATED_AZURE_FAULTS`."""
    victim: Victim | None
    moment: float
    """After which part of the undisturbed update's events the victim dies, from 0 to 1."""
    choices: int
    """Seed of what the operator decides."""


def planned(seed: int, number: int, steps: Steps) -> Plan:
    """Return the plan of a run."""
    random = Random(f"{seed}/{number}")  # noqa: S311  repeatable is what it has to be
    kind = KINDS[number % len(KINDS)]
    phase = random.choice([Phase.BUILD, Phase.BUILD, Phase.CHANGE, Phase.REFRESHED_CHANGE])
    faults = [kind] if kind in FAULTS else random.sample(FAULTS, random.randint(2, 4)) if kind == MIXTURE else []
    victims = [victim for victim in Victim if kind in {victim.kind, MIXTURE}]
    return Plan(
        kind,
        phase,
        tuple(_fault(random, fault, steps[phase]) for fault in faults),
        random.choice(victims) if victims else None,
        random.random(),
        random.getrandbits(32),
    )


def _fault(random: Random, fault: str, steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return a fault at one of the steps, sometimes for longer than the provider tries."""
    kind, operation = random.choice(steps)
    first = random.randint(1, steps.count((kind, operation)))
    last = first + random.choice([0, 0, RETRIES])
    line = {"type": kind, "operation": operation, "call": list(range(first, last + 1))}
    after = fault.endswith(AFTER)
    return {**line, "fault": fault.removesuffix(AFTER), **({"after": True} if after else {})}
