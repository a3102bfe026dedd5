"""Times whole previews of the dev stack: by the engine alone, with the policy pack, with its reports: `make bench`.

Wall time is what a person waits for; CPU time, of the CLI and all it started, is what a busy machine cannot blur.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from toolchain import local

ROOT = Path(__file__).parents[1]
ENGINE = ["pulumi", "preview", "--stack", "dev", "--non-interactive", "--config-file", ".local/project/Pulumi.dev.yaml"]
VARIANTS = {
    "the engine alone": ENGINE,
    "with the pack": [*ENGINE, "--policy-pack", "policypacks/aks"],
    "with its reports": ["make", "preview"],
}


@dataclass(frozen=True)
class Sample:
    """One preview, in seconds."""

    wall: float
    cpu: float


def preview(command: list[str]) -> Sample:
    """Run one preview of the dev stack and return what it took; a preview that fails ends the benchmark."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PULUMI_")}
    env = local.environment(ROOT, ROOT / ".local", inherited)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"the preview failed:\n{done.stdout}{done.stderr}")
    return Sample(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def main(runs: int) -> None:
    """Print minimum, median and maximum over the runs, after one that is not counted and prepares the stack."""
    preview(VARIANTS["with its reports"])
    samples: dict[str, list[Sample]] = {name: [] for name in VARIANTS}
    for turn in range(runs + 1):
        for name, command in VARIANTS.items():
            sample = preview(command)
            if turn:
                samples[name].append(sample)
                print(f"{name}: {sample.wall:.2f} s wall, {sample.cpu:.2f} s CPU", file=sys.stderr, flush=True)
    print("| preview of dev | figure | min s | median s | max s |\n|---|---|--:|--:|--:|")
    for name, found in samples.items():
        for figure in ("wall", "cpu"):
            values = [getattr(sample, figure) for sample in found]
            shown = " | ".join(f"{value:.2f}" for value in (min(values), statistics.median(values), max(values)))
            print(f"| {name} | {figure} | {shown} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
