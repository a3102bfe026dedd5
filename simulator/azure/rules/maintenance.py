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


def default_is_weekly(request: Request) -> ArmError | None:
    """The schedule of the name `default` runs by the week only."""
    schedule = request.get("maintenanceWindow.schedule")
    others = isinstance(schedule, dict) and [kind for kind in schedule if kind != "weekly"]
    if name(request.id) != "default" or not others:
        return None
    return ArmError(400, "BadRequest", f"The configuration 'default' supports a weekly schedule only, not {others[0]}.")


EVIDENCE: Rules = {
    name_is_a_known_schedule: documented("https://learn.microsoft.com/azure/aks/planned-maintenance", "BadRequest"),
    default_is_weekly: documented("https://learn.microsoft.com/azure/aks/planned-maintenance", "BadRequest"),
}
