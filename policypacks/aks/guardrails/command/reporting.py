"""From a result to its reports: files, the verdict at the terminal, what GitHub shows, and the exit code."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import typer
from rich.console import Console

from guardrails.command.output import log
from guardrails.report import store
from guardrails.report.formats import WRITERS, github, table
from guardrails.report.gate import exit_code, measured
from guardrails.report.model import Result
from guardrails.report.options import Exit, FailOn, Form

LAST: Final = Path("reports") / store.FILE
"""The last result, as `guardrails preview` and `analyze` leave it."""


@dataclass(frozen=True)
class Wish:
    """What the operator asked for."""

    forms: Sequence[Form]
    """Empty for all."""
    output_dir: Path
    fail_on: FailOn
    soft_fail: bool
    baseline: Result | None


def read_result(path: Path) -> Result:
    """Return a result from a file that the operator named.

    Raises:
        typer.BadParameter: when it is none.

    """
    try:
        return store.load(path)
    except store.UnreadableReportError as error:
        raise typer.BadParameter(str(error)) from error


def publish(result: Result, wish: Wish) -> Exit:
    """Write the reports, tell the verdict and return the exit code."""
    if wish.baseline:
        result = measured(result, wish.baseline)
    # The result itself is always kept: `guardrails report` and `diff` read it.
    forms = dict.fromkeys([Form.JSON, *(wish.forms or Form)])
    files = write_files(result, list(forms), wish.output_dir)
    tell(result)
    log(f"Reports: {', '.join(map(str, files))}")
    return exit_code(result, wish.fail_on, soft=wish.soft_fail)


def write_files(result: Result, forms: Sequence[Form], folder: Path) -> list[Path]:
    """Write a file for each form that the result has something for, and return their paths.

    Raises:
        typer.BadParameter: when the folder cannot be written to.

    """
    texts = {folder / WRITERS[form].file: WRITERS[form].write(result) for form in forms}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            if text:
                file.write_text(text, encoding="utf-8")
            else:
                file.unlink(missing_ok=True)  # of a run before
    except OSError as error:
        raise typer.BadParameter(f"{error.filename}: {error.strerror}", param_hint="--output-dir") from error
    return [file for file, text in texts.items() if text]


def tell(result: Result) -> None:
    """Print the verdict, and in GitHub Actions the annotations and the summary of the step."""
    sys.stdout.write("\n")
    table.write(result, Console(width=None if sys.stdout.isatty() else 160))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        sys.stdout.write("".join(f"{line}\n" for line in github.annotations(result)))
        github.add_summary(result, os.environ)
    sys.stdout.flush()
