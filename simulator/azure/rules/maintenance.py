"""Planned maintenance of clusters."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import name

NAMES = ("default", "aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule")


def name_is_a_known_schedule(request: Request) -> ArmError | None:
    """A maintenance configuration is one of three."""
    if name(request.id) in NAMES:
        return None
    *others, last = (f"'{known}'" for known in NAMES)
    message = f"Only {', '.join(others)} and {last} are allowed configNames for maintenance configuration."
    return ArmError(400, "InvalidParameter", message)


def default_is_weekly(request: Request) -> ArmError | None:
    """The schedule of the name `default` runs by the week only."""
    schedule = request.get("maintenanceWindow.schedule")
    weekly = not isinstance(schedule, dict) or all(kind == "weekly" for kind in schedule)
    if name(request.id) != "default" or weekly:
        return None
    message = "Only weekly schedule is supported for control plane upgrade maintenance configuration: default."
    return ArmError(400, "InvalidParameter", message)


EVIDENCE: Rules = {
    name_is_a_known_schedule: verified("https://github.com/Azure/ARO-HCP/pull/3260", "InvalidParameter"),
    default_is_weekly: verified("https://github.com/Azure/AgentBaker/pull/6529", "InvalidParameter"),
}
