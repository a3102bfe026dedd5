"""How long the simulated Azure takes: not at all, unless a time scale lets its time pass faster than real time.

With `SIMULATED_AZURE_TIME_SCALE=0.001` a cluster of seven minutes takes 0.42 seconds; retries wait by the same scale.
"""

import os
import time
import tomllib
from functools import cache
from pathlib import Path

SCALE = "SIMULATED_AZURE_TIME_SCALE"
"""Real seconds for each second of Azure's; 0 if not set."""
_DURATIONS = Path(__file__).with_name("durations.toml")


def wait(seconds: float) -> None:
    """Let some of Azure's time pass."""
    scale = float(os.environ.get(SCALE) or 0)
    if scale > 0:
        time.sleep(seconds * scale)


def creation(kind: str) -> float:
    """Return the seconds that Azure typically takes to create a resource of a type."""
    by_type, other = _typical()
    return by_type.get(kind, other)


@cache
def _typical() -> tuple[dict[str, float], float]:
    document = tomllib.loads(_DURATIONS.read_text("utf-8"))
    by_type = {kind: entry["seconds"][1] for entry in document["create"] for kind in entry["types"]}
    return by_type, document["other"][1]
