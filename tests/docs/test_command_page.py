"""The page on the command names every command, form and exit code that there is, and no other."""

import re

from guardrails.command.app import _COMMANDS
from guardrails.report.formats import WRITERS
from guardrails.report.options import Exit

from tests.engine import ROOT

PAGE = (ROOT / "docs" / "command.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading."""
    section = PAGE.partition(heading)[2].partition("\n## ")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if "|" in line][2:]


def test_every_command_is_there() -> None:
    named = [name.split()[0] for row in rows("# The command") for name in re.findall(r"`([a-z -]+)`", row[0])]

    assert set(named) - {"add", "check", "unused"} == set(_COMMANDS)


def test_every_form_is_there_with_its_file() -> None:
    assert {row[0].strip("`"): row[1].strip("`") for row in rows("## Reports")} == {
        form.value: writer.file for form, writer in WRITERS.items()
    }


def test_every_exit_code_is_there() -> None:
    assert [int(row[0]) for row in rows("## Exit codes")] == list(Exit)
