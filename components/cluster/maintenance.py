"""Upgrades run when the team has agreed to them."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import containerservice as aks


class Freeze(TypedDict):
    """Days on which nothing is upgraded."""

    start: str
    """First day, such as 2026-12-18."""
    end: str
    """Last day."""


class MaintenanceWindow(TypedDict):
    """When upgrades may run, once a week."""

    day: str
    """Day of the week, such as Sunday."""
    start: str
    """Hour and minute, such as 01:00."""
    utc_offset: str
    """Difference to UTC, such as +01:00."""
    hours: int
    """Length: 4 to 24."""
    freezes: list[Freeze]
    """Days on which no window opens."""


class MaintenanceArgs(TypedDict):
    """What the windows need from their caller."""

    cluster_name: Input[str]
    """Cluster that is upgraded."""
    resource_group_name: Input[str]
    """Resource group of the cluster."""
    window: MaintenanceWindow
    """When upgrades may run."""


class Maintenance(ComponentResource):
    """Weekly windows for Kubernetes patches, node images and AKS's own releases, with days on which none opens."""

    def __init__(self, name: str, args: MaintenanceArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Maintenance", name, {**args}, opts)
        window = args["window"]
        # Azure knows the windows by these names:
        # https://learn.microsoft.com/azure/aks/planned-maintenance#schedule-configuration-types-for-planned-maintenance
        for role, config_name in (
            ("kubernetes", "aksManagedAutoUpgradeSchedule"),
            ("node-image", "aksManagedNodeOSUpgradeSchedule"),
            ("releases", "default"),
        ):
            aks.MaintenanceConfiguration(
                f"{name}-{role}",
                config_name=config_name,
                resource_name_=args["cluster_name"],
                resource_group_name=args["resource_group_name"],
                maintenance_window={
                    "schedule": {"weekly": {"day_of_week": window["day"], "interval_weeks": 1}},
                    "start_time": window["start"],
                    "utc_offset": window["utc_offset"],
                    "duration_hours": window["hours"],
                    "not_allowed_dates": [{**freeze} for freeze in window["freezes"]] or None,
                },
                opts=ResourceOptions(parent=self),
            )
        self.register_outputs({})
