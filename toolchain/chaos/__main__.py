"""`make chaos`: so many runs of chaos from a seed, and a table of what it took to get out of them."""

import json
import os
import shutil
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from typing import Any

from tests.engine import ROOT
from toolchain.chaos.operator import How
from toolchain.chaos.plan import KINDS, planned
from toolchain.chaos.rehearsal import Outcome, Rehearsals

FOLDER = ROOT / ".local" / "chaos"
FIGURES = FOLDER / "figures.jsonl"
PAGE = ROOT / "docs" / "chaos.md"
TABLE = "<!-- figures: written by `make chaos ARGS=--publish` -->"
HEAD = "| disturbed by | runs | update failed | whole at once | after a refresh | by hand | not whole |"

Figure = Mapping[str, Any]


def figure(outcome: Outcome) -> Figure:
    """Return what a run adds to the table."""
    return {
        "kind": outcome.plan.kind,
        "failed": outcome.disturbed,
        "how": outcome.how,
        "whole": not outcome.problems,
    }


def table(figures: Sequence[Figure]) -> str:
    """Return the figures of each kind, and their sums."""
    rows = [HEAD, "|---|--:|--:|--:|--:|--:|--:|"]
    for kind in (*KINDS, "all"):
        some = [one for one in figures if kind in {one["kind"], "all"}]
        whole = [one for one in some if one["whole"]]
        by_way = [sum(one["how"] == how for one in whole) for how in How]
        numbers = [len(some), sum(one["failed"] for one in some), *by_way, len(some) - len(whole)]
        rows.append(f"| {kind} | {' | '.join(map(str, numbers))} |")
    return "\n".join(rows) + "\n"


def publish(figures: Sequence[Figure], seed: int) -> None:
    """Write the figures into the page, below its text."""
    text = PAGE.read_text("utf-8").partition(TABLE)[0]
    PAGE.write_text(f"{text}{TABLE}\n\n`make chaos RUNS={len(figures)} SEED={seed}`\n\n{table(figures)}", "utf-8")


def main() -> None:
    """Run, tell of each run, and end with 1 if one of them is not whole."""
    parser = ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("runs", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--first", type=int, default=0, help="go on with the runs from this number")
    parser.add_argument("--only", type=int, help="the number of the one run to repeat")
    parser.add_argument("--publish", action="store_true", help=f"write the figures into {PAGE.relative_to(ROOT)}")
    asked = parser.parse_args()
    before = FIGURES.read_text().splitlines()[: asked.first] if asked.first else []
    figures: list[Figure] = [json.loads(line) for line in before]
    shutil.rmtree(FOLDER, ignore_errors=True)
    rehearsals = Rehearsals(FOLDER, os.environ)
    for number in range(asked.first, asked.runs) if asked.only is None else [asked.only]:
        began = time.monotonic()
        plan = planned(asked.seed, number, rehearsals.steps)
        outcome = rehearsals.run(plan, str(number))
        took = time.monotonic() - began
        told = outcome.how if not outcome.problems else "NOT WHOLE: " + "\n  ".join(outcome.problems)
        print(f"{number:4} {took:5.1f} s  {plan.phase}, {plan.kind}: {told}", flush=True)
        figures.append(figure(outcome))
        FIGURES.write_text("".join(json.dumps(one) + "\n" for one in figures))
    print(f"\n{table(figures)}")
    if asked.publish:
        publish(figures, asked.seed)
    if not all(one["whole"] for one in figures):
        sys.exit(f"what is not whole is in {FOLDER}; repeat one with ARGS='--only NUMBER'")


if __name__ == "__main__":
    main()
