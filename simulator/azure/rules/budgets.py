"""Budgets."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented


def starts_with_a_month(request: Request) -> ArmError | None:
    """A budget starts on the first day of a month."""
    if request.text("timePeriod.startDate")[8:10] == "01":
        return None
    message = f"Invalid budget start date {request.text('timePeriod.startDate')}: it must be the first of a month."
    return ArmError(400, "BadRequest", message)


EVIDENCE: Rules = {
    starts_with_a_month: documented(
        "https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets", "BadRequest"
    ),
}
