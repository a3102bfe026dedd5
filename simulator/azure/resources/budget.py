"""Microsoft.Consumption/budgets."""

from simulator.azure.arm import Resource
from simulator.azure.rules.budgets import starts_with_a_month

RESOURCE = Resource(
    kind="azure-native:consumption:Budget",
    path="/{scope}/providers/Microsoft.Consumption/budgets/{budgetName}",
    refuses=(starts_with_a_month,),
)
