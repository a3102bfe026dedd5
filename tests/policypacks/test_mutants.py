"""docs/mutants.md is true of the guardrails as they are; `make mutants` writes it."""

import re

from tests.policypacks.mutants.__main__ import digests, equivalent
from tests.policypacks.mutants.page import PAGE, SECTIONS, page


def test_the_page_is_of_these_guardrails() -> None:
    rows = re.findall(r"^\| (\S+) \| ([0-9a-f]{8}) \|", SECTIONS["pack"].read_text("utf-8"), re.MULTILINE)

    assert dict(rows) == digests(), "run `make mutants`"
    assert PAGE.read_text("utf-8") == page()


def test_every_equivalent_mutant_is_on_the_page_with_its_reason() -> None:
    text = SECTIONS["pack"].read_text("utf-8")

    for name, reasons in equivalent().items():
        for reason in reasons.values():
            assert re.search(rf"^\| {re.escape(name)} \| .* \| {re.escape(reason)} \|$", text, re.MULTILINE)


def test_every_path_that_does_not_matter_has_a_reason() -> None:
    """Or an example is missing."""
    _, _, rest = SECTIONS["pack"].read_text("utf-8").partition("### Read, and no matter in any example")
    rows = re.findall(r"^\| (\S+) \| (`[^`]+`) \| (.*) \|$", rest.partition("### All")[0], re.MULTILINE)

    assert rows
    assert [(name, path) for name, path, reason in rows if not reason] == []
