"""The pack against `pulumi_policy`, Checkov and OPA: `make bench-compare`, and shorter `make bench-quick`.

Each pair judges the same resources in turn, in processes of their own, so that a busy machine is as busy for both.
`--sizes` says how many resources, `--runs` how often (the median counts), `--out` where figures are kept for the plots.
"""

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from guardrails.catalog import catalog
from guardrails.guardrail import Level, Profile
from guardrails.tokens import unversioned

from benchmarks import estate
from benchmarks.analyzers import judge
from benchmarks.processes import ROOT, Cost, command
from benchmarks.workload import recorded
from tests.policypacks.recordings import Recording

PEERS = ROOT / ".local" / "peers" / "bin"
REGO = ROOT / "benchmarks" / "opa" / "guardrails.rego"
TWENTY = sorted(set(re.findall(r'deny contains \["([\w-]+)"', REGO.read_text("utf-8"))))
"""The guardrails that are written in Rego, too."""
PACK = "the pack"


@dataclass(frozen=True)
class Judged:
    """What one tool made of a number of resources."""

    cost: Cost
    checks: int
    """Each is one check on one resource that it applies to."""
    found: list[Any] | None = None
    """Findings that the other tool must have, too; None where its checks are of its own."""


@dataclass(frozen=True)
class Row:
    """One tool in one comparison, the median of its runs."""

    peer: str
    tool: str
    size: int
    cpu: float
    wall: float
    memory: float
    checks: int


Tool = Callable[[int], Judged]


def comparisons(folder: Path) -> Mapping[str, Mapping[str, Tool]]:
    """Return who is compared with whom: peer -> tool -> what has it judge so many resources."""
    return {
        "pulumi_policy": {tool: partial(_recorded, tool) for tool in (PACK, "pulumi_policy")},
        "checkov": {PACK: _estate, "checkov": lambda size: _checkov(size, folder)},
        "opa": {
            PACK: lambda size: _file(
                [sys.executable, "-I", str(ROOT / "benchmarks" / "judge_file.py")], TWENTY, size, folder
            ),
            "opa": lambda size: _file([str(PEERS / "opa"), *_OPA, "-i"], [], size, folder),
        },
    }


_OPA = ("eval", "--format", "raw", "--data", str(REGO), "data.guardrails.deny")


def _recorded(tool: str, size: int) -> Judged:
    recording = recorded(size) if size else None
    cost, found = judge(tool, recording)
    return Judged(cost, applicable(recording), found)


def _estate(size: int) -> Judged:
    recording = estate.recording(estate.estate(size))
    return Judged(judge(PACK, recording)[0], applicable(recording))


def _checkov(size: int, folder: Path) -> Judged:
    """It judges ARM and Kubernetes in two runs: what it says of one while it looks at both is not comparable."""
    items = estate.estate(size)
    runs = [
        _checkov_run("arm", estate.template(items, folder)),
        _checkov_run("kubernetes", estate.objects(items, folder)),
    ]
    costs = [one.cost for one in runs]
    cost = Cost(sum(one.cpu for one in costs), sum(one.wall for one in costs), max(one.memory for one in costs))
    return Judged(cost, sum(one.checks for one in runs))


def _checkov_run(framework: str, file: Path) -> Judged:
    options = ("--framework", framework, "--compact", "--output", "json", "--skip-download")
    # 1 is what it answers when it has found something.
    cost, answer = command([str(PEERS / "checkov"), "--file", str(file), *options], accepted=(0, 1))
    said = json.loads(answer)
    summary = said.get("summary", said)
    return Judged(cost, summary["passed"] + summary["failed"])


def _file(arguments: Sequence[str], names: Sequence[str], size: int, folder: Path) -> Judged:
    items = estate.estate(size)
    cost, answer = command([*arguments, str(estate.listed(items, folder)), *names])
    found = sorted({(guardrail, urn) for guardrail, urn in json.loads(answer)})
    return Judged(cost, applicable(estate.recording(items), TWENTY), found)


def applicable(recording: Recording | None, names: Sequence[str] = ()) -> int:
    """Count the checks that resources ask for: enabled guardrails, each once for a resource of its types."""
    asked = [
        one.applies_to.tokens
        for one in catalog()
        if (one.name in names if names else one.level_in(Profile.BASELINE, date.today()) is not Level.DISABLED)  # noqa: DTZ011
    ]
    counts = {token: sum(token in tokens for tokens in asked) for token in set(chain.from_iterable(asked))}
    return sum(counts.get(unversioned(one.type), 0) for one in recording.resources) if recording else 0


def measured(peer: str, tools: Mapping[str, Tool], size: int, runs: int) -> Iterator[Row]:
    """Yield a row for each tool; different findings end the benchmark."""
    samples: dict[str, list[Judged]] = {tool: [] for tool in tools}
    if not size:  # byte code is made, files are read: what only the first run has does not count
        for have_judged in tools.values():
            have_judged(size)
    for _ in range(runs):
        for tool, have_judged in tools.items():
            samples[tool].append(have_judged(size))
    ours, theirs = ([one.found for one in judged] for judged in samples.values())
    if any(one != ours[0] for one in (*ours, *theirs)):
        sys.exit(f"{peer} and the pack do not find the same in {size} resources: the comparison is not fair")
    for tool, judged in samples.items():
        middle = {
            figure: round(statistics.median(getattr(one.cost, figure) for one in judged), 3)
            for figure in ("cpu", "wall", "memory")
        }
        yield Row(peer, tool, size, **middle, checks=judged[0].checks)


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a table of a comparison's rows; its first size is 0, the start alone."""
    yield "| resources | tool | CPU s | of it start | wall s | peak MB | checks | checks per CPU s after the start |"
    yield "|--:|---|--:|--:|--:|--:|--:|--:|"
    start = {one.tool: one.cpu for one in rows if not one.size}
    for one in rows:
        if one.size:
            rate = one.checks / max(one.cpu - start[one.tool], 0.01)
            figures = f"{one.cpu:.2f} | {start[one.tool]:.2f} | {one.wall:.1f} | {one.memory:.0f} | {one.checks:,}"
            yield f"| {one.size} | {one.tool} | {figures} | {_rounded(rate)} |"


def ratios(rows: Sequence[Row]) -> Iterator[str]:
    """Yield how much more CPU time a check costs the peer, with the start and without, at the largest size."""
    peer, largest = rows[0].peer, max(one.size for one in rows)
    start = {one.tool: one.cpu for one in rows if not one.size}
    ours, theirs = (one for one in rows if one.size == largest)
    whole = (theirs.cpu / theirs.checks) / (ours.cpu / ours.checks)
    spent = [max(one.cpu - start[one.tool], 0.01) / one.checks for one in (ours, theirs)]
    alone = spent[1] / spent[0]
    yield f"{peer} ratio: {whole:.1f} ({alone:.1f} after the start; CPU time of a check, {largest} resources)"


def _rounded(rate: float) -> str:
    return f"{round(rate, 2 - len(str(int(rate)))):,.0f}"


def main() -> None:
    """Print a table and a ratio for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--peers", nargs="+", default=["pulumi_policy", "checkov", "opa"])
    parser.add_argument("--out", type=Path)
    chosen = parser.parse_args()
    kept: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for peer, tools in comparisons(Path(folder)).items():
            if peer in chosen.peers:
                rows = [row for size in (0, *chosen.sizes) for row in measured(peer, tools, size, chosen.runs)]
                sys.stdout.write("\n".join([f"\n{peer}", *summary(rows), "", *ratios(rows), ""]))
                sys.stdout.flush()
                kept += rows
    if chosen.out:
        chosen.out.write_text(json.dumps([asdict(one) for one in kept], indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
