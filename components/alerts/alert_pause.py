"""Upgrades take nodes away; nobody is woken for that."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import alertsmanagement

from components.cluster.maintenance import MaintenanceWindow
from components.naming import Kind
from components.naming import name as azure_name

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = 24 * 60
_WEEK = 7 * _DAY


class AlertPauseArgs(TypedDict):
    """What the pause needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the pause."""
    resource_group_id: Input[str]
    """ARM id of the resource group whose alerts pause."""
    window: MaintenanceWindow
    """When upgrades may run."""
    tags: Input[Mapping[str, str]]
    """Tags of the pause."""


class AlertPause(ComponentResource):
    """No mail about alerts of severity 2 and 3 while upgrades may run.

    Severe alerts, detections of attacks among them, and those of the activity log are told at any time.
    """

    def __init__(self, name: str, args: AlertPauseArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:AlertPause", name, {**args}, opts)
        # Alerts of the activity log are all of severity 4, and never pause.
        condition = alertsmanagement.ConditionArgs(
            field=alertsmanagement.Field.SEVERITY,
            operator=alertsmanagement.Operator.EQUALS,
            values=["Sev2", "Sev3"],
        )
        alertsmanagement.AlertProcessingRuleByName(
            name,
            alert_processing_rule_name=azure_name(Kind.ALERT_RULE, args["stem"], "pause"),
            resource_group_name=args["resource_group_name"],
            location="global",
            properties=alertsmanagement.AlertProcessingRulePropertiesArgs(
                description="Upgrades run; see the maintenance windows of the cluster.",
                enabled=True,
                scopes=[args["resource_group_id"]],
                conditions=[condition],
                schedule=alertsmanagement.ScheduleArgs(time_zone="UTC", recurrences=recurrences(args["window"])),
                actions=[alertsmanagement.RemoveAllActionGroupsArgs(action_type="RemoveAllActionGroups")],
            ),
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.register_outputs({})


def recurrences(window: MaintenanceWindow) -> list[alertsmanagement.WeeklyRecurrenceArgs]:
    """Return the window in UTC, as one part, or as two where it passes midnight."""
    hour, minute = map(int, window["start"].split(":"))
    offset_hours, offset_minutes = map(int, window["utc_offset"][1:].split(":"))
    offset = (offset_hours * 60 + offset_minutes) * (-1 if window["utc_offset"].startswith("-") else 1)
    start = (_DAYS.index(window["day"]) * _DAY + hour * 60 + minute - offset) % _WEEK
    end = start + window["hours"] * 60
    midnight = (start // _DAY + 1) * _DAY
    if end <= midnight:
        return [_part(start, end)]
    return [_part(start, midnight), _part(midnight % _WEEK, midnight % _WEEK + end - midnight)]


def _part(start: int, end: int) -> alertsmanagement.WeeklyRecurrenceArgs:
    """Say when a part of one day starts and ends, given minutes of the week."""
    return alertsmanagement.WeeklyRecurrenceArgs(
        recurrence_type="Weekly",
        days_of_week=[_DAYS[start // _DAY]],
        start_time=_time(start),
        end_time=_time(end, last=True),
    )


def _time(minutes: int, *, last: bool = False) -> str:
    hour, minute = divmod(minutes % _DAY, 60)
    return "23:59:59" if last and hour == minute == 0 else f"{hour:02}:{minute:02}:00"
