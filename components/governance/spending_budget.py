"""Money runs out with notice."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import consumption

from components.naming import Kind
from components.naming import name as azure_name


class SpendingBudgetArgs(TypedDict):
    """What a budget needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    scope: Input[str]
    """ARM id of the resource group whose costs count."""
    amount: int
    """What a month may cost, in the currency of the subscription."""
    start: str
    """First day, the first of a month, such as 2026-12-01."""
    emails: list[str]
    """Who is told."""
    action_group_id: Input[str]
    """ARM id of who else is told."""


class SpendingBudget(ComponentResource):
    """Monthly budget that tells when four fifths or all of it are spent, and when all of it is going to be."""

    def __init__(self, name: str, args: SpendingBudgetArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:SpendingBudget", name, {**args}, opts)
        actual, forecast = consumption.ThresholdType.ACTUAL, consumption.ThresholdType.FORECASTED
        consumption.Budget(
            name,
            budget_name=azure_name(Kind.BUDGET, args["stem"]),
            scope=args["scope"],
            category=consumption.CategoryType.COST,
            amount=args["amount"],
            time_grain=consumption.TimeGrainType.MONTHLY,
            time_period={"start_date": f"{args['start']}T00:00:00Z"},
            notifications={
                f"{threshold_type.value.lower()}-{percent}": consumption.NotificationArgs(
                    enabled=True,
                    operator=consumption.OperatorType.GREATER_THAN_OR_EQUAL_TO,
                    threshold=percent,
                    threshold_type=threshold_type,
                    contact_emails=args["emails"],
                    contact_groups=[args["action_group_id"]],
                )
                for threshold_type, percent in ((actual, 80), (actual, 100), (forecast, 100))
            },
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})
