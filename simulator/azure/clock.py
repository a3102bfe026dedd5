"""How long the simulated Azure takes: not at all, unless a time scale lets its time pass faster than real time.

With `SIMULATED_AZURE_TIME_SCALE=0.001` a cluster of seven minutes takes 0.42 seconds; retries wait by the same scale.
"""

import os
import tomllib
from functools import cache
from pathlib import Path
from threading import Event

SCALE = "SIMULATED_AZURE_TIME_SCALE"
"""Real seconds for each second of Azure's; 0 if not set."""
_DURATIONS = Path(__file__).with_name("durations.toml")


class Clock:
    """Lets Azure's time pass, until the engine has no more of it."""

    def __init__(self) -> None:
        self._cancelled = Event()

    def cancel(self) -> None:
        """End what waits, and whatever will wait."""
        self._cancelled.set()

    def wait(self, seconds: float) -> bool:
        """Let some of Azure's time pass; say whether it has, or the engine has cancelled."""
        scale = float(os.environ.get(SCALE) or 0)
        return scale <= 0 or not self._cancelled.wait(seconds * scale)


def creation(kind: str) -> float:
    """Return the seconds that Azure typically takes to create a resource of a type."""
    by_type, other = _typical()
    return by_type.get(kind, other)


@cache
def _typical() -> tuple[dict[str, float], float]:
    document = tomllib.loads(_DURATIONS.read_text("utf-8"))
    by_type = {kind: entry["seconds"][1] for entry in document["create"] for kind in entry["types"]}
    return by_type, document["other"][1]
