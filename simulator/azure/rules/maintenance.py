"""Planned maintenance of clusters."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.ids import name

NAMES = ("default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule")


def name_is_a_known_schedule(request: Request) -> ArmError | None:
    """A maintenance configuration is one of three."""
    if name(request.id) in NAMES:
        return None
    message = f"The maintenance configuration name '{name(request.id)}' is not one of {', '.join(NAMES)}."
    return ArmError(400, "BadRequest", message)


EVIDENCE: Rules = {
    name_is_a_known_schedule: documented("https://learn.microsoft.com/azure/aks/planned-maintenance", "BadRequest"),
}
