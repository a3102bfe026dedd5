"""Times how long the engine takes to build a stack of so many resources in the simulated Azure: `make bench`."""

import os
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from tests.engine import ROOT, Engine
from toolchain import local

PROGRAM = ROOT / "tests" / "simulator" / "programs" / "images"
OTHERS = 3
"""What the program makes beside route tables."""


def main(resources: int) -> None:
    """Print the wall time and CPU time, of the CLI and all it started, of one `up` from nothing."""
    with tempfile.TemporaryDirectory() as folder:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}
        engine = Engine(Path(folder), local.environment(ROOT, Path(folder), inherited))
        start = time.perf_counter()
        saving = {"PULUMI_SKIP_CHECKPOINTS": "false"}  # at each step, as an operator's engine does
        run = engine.up(PROGRAM, config={"simulated-images:tables": resources - OTHERS}, env=saving)
        wall, used = time.perf_counter() - start, getrusage(RUSAGE_CHILDREN)
        made = sum("::azure-native:" in urn for urn in run.operations)
    sys.stdout.write("| up of | wall s | CPU s |\n|---|--:|--:|\n")
    sys.stdout.write(f"| {made} resources of Azure | {wall:.1f} | {used.ru_utime + used.ru_stime:.1f} |\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
