"""The document on tenants says what a team's share is."""

from components.tenants.quota import QUOTAS
from tests.engine import ROOT


def test_shares_are_those_of_the_quota() -> None:
    """Every size, every number."""
    text = (ROOT / "docs" / "tenants.md").read_text("utf-8")
    rows = ["| " + " | ".join((f"`{size}`", *map(str, share))) + " |" for size, share in QUOTAS.items()]

    assert [row for row in text.splitlines() if row.startswith(("| `small` |", "| `medium` |", "| `large` |"))] == rows
