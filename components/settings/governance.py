"""What a stack decides about its rules, locks and money."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from components.settings.section import Section


class PolicyMode(StrEnum):
    """What Azure Policy does about a violation."""

    DENY = "Deny"
    """It refuses whatever it safely can, and reports the rest."""
    AUDIT = "Audit"
    """It reports, for clusters that have workloads from before."""


def first_of_a_month(value: str) -> str:
    """Pass the first day of a month, written as 2026-12-01.

    Raises:
        ValueError: it is something else.

    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"{value!r} is no day; write the first of a month, such as 2026-12-01") from None
    if value != str(day.replace(day=1)):
        raise ValueError(f"{value!r} is not the first of a month; write {day.replace(day=1)}")
    return value


class BudgetSetting(Section):
    """What the platform may cost in a month."""

    amount: Annotated[int, Field(ge=1)]
    """In the currency of the subscription."""
    start: Annotated[str, AfterValidator(first_of_a_month)]
    """First day of a month; Azure takes the current month or one of the next twelve when the budget is made, and
    lets it stand afterwards, so that no day on the calendar can judge it here."""


class GovernanceSetting(Section):
    """Rules beside the guardrails, for what does not come through this program."""

    policies: PolicyMode = PolicyMode.DENY
    lock_data: bool = False
    """Whether Azure refuses to delete vault, registry and workspace, whoever asks."""
    restrict_types: bool = False
    """Whether the resource group takes only the types that a platform is made of."""
    budget: BudgetSetting | None = None
