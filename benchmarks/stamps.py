"""Times previews of prod, and of dev with 1, 10 and 50 stamps, with and without the pack: `make bench-stamps`.

CPU is that of the CLI and all it starts. Arguments are other numbers of stamps, 0 for prod: `ARGS="0 1"`.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from benchmarks.processes import ROOT
from tests.engine import Engine
from toolchain import local

PACK = ROOT / "policypacks" / "aks"
VARIANTS: Mapping[str, list[Path]] = {"with the pack": [PACK], "without": []}


def settings(stamps: int) -> dict[str, Any]:
    """Return the settings of dev with so many stamps: those beside the first in networks of 4,096 addresses each."""
    further = [
        {
            "name": f"s{number}",
            "location": "northeurope",
            "addressSpace": f"10.{22 + number // 16}.{number % 16 * 16}.0/20",
        }
        for number in range(stamps - 1)
    ]
    return {
        "hardened-aks:stamps": further,
        "hardened-aks:network": {"egress": "firewall", "privateMonitoring": True},
        "hardened-aks:clusterAccess": "none",
        "hardened-aks:teams": None,
    }


def preview(stamps: int, packs: list[Path]) -> tuple[int, float, float]:
    """Return the number of resources, and seconds of wall and CPU time, of one preview."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder), local.environment(ROOT, Path(folder), plain))
        stack = "dev" if stamps else "prod"
        config = settings(stamps) if stamps else {"hardened-aks:requireGuardrails": bool(packs)}
        arguments, env = engine.prepare("preview", ROOT, stack, config=config, policy_packs=packs)
        began, before = time.perf_counter(), _spent()
        done = subprocess.run(arguments, env=env, check=False, capture_output=True, text=True)
        wall, cpu = time.perf_counter() - began, _spent() - before
    if done.returncode:
        sys.exit(f"the preview failed:\n{done.stdout}{done.stderr}")
    return created(done.stdout), wall, cpu


def created(output: str) -> int:
    """Return how many resources a preview would create, by its own summary: lines of the stack come more than once."""
    (count,) = re.findall(r"^ +\+ (\d+) to create$", output, re.MULTILINE)
    return int(count)


def _spent() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(numbers: list[int]) -> None:
    """Print a line for each preview; with and without the pack take turns."""
    sys.stdout.write("| preview of | pack | resources | wall s | CPU s |\n|---|---|--:|--:|--:|\n")
    for stamps in numbers:
        for name, packs in VARIANTS.items():
            resources, wall, cpu = preview(stamps, packs)
            what = f"dev, {stamps} stamps" if stamps else "prod"
            sys.stdout.write(f"| {what} | {name} | {resources:,} | {wall:.1f} | {cpu:.1f} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [0, 1, 10, 50])
