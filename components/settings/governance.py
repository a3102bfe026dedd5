"""What a stack decides about its rules, locks and money."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from components.settings.section import Section


class PolicyMode(StrEnum):
    """What Azure Policy does about a violation."""

    DENY = "Deny"
    """It refuses whatever it safely can, and reports the rest."""
    AUDIT = "Audit"
    """It reports, for clusters that have workloads from before."""


class BudgetSetting(Section):
    """What the platform may cost in a month."""

    amount: Annotated[int, Field(ge=1)]
    """In the currency of the subscription."""
    start: Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])-01$")]
    """First day of a month; Azure takes the current month or one of the next twelve when the budget is made."""


class GovernanceSetting(Section):
    """Rules beside the guardrails, for what does not come through this program."""

    policies: PolicyMode = PolicyMode.DENY
    lock_data: bool = False
    """Whether Azure refuses to delete vault, registry and workspace, whoever asks."""
    restrict_types: bool = False
    """Whether the resource group takes only the types that a platform is made of."""
    budget: BudgetSetting | None = None
