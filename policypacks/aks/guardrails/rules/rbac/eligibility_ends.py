"""Eligibility for a powerful role must end, and not in years only."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from guardrails.frameworks import mcsb
from guardrails.guardrail import Example, Guardrail, Severity, Values
from guardrails.lifetimes import days_parameter, duration, moment
from guardrails.props import Problems, Props
from guardrails.roles import (
    AKS_CLUSTER_ADMIN,
    AKS_RBAC_CLUSTER_ADMIN,
    CONTRIBUTOR,
    OWNER,
    RBAC_ADMINISTRATOR,
    USER_ACCESS_ADMINISTRATOR,
    role_of,
)
from guardrails.subjects import ELIGIBILITY

_POWERFUL = (
    AKS_CLUSTER_ADMIN,
    AKS_RBAC_CLUSTER_ADMIN,
    CONTRIBUTOR,
    OWNER,
    RBAC_ADMINISTRATOR,
    USER_ACCESS_ADMINISTRATOR,
)


_INFO = "scheduleInfo"
_END = f"{_INFO}.expiration"


def check(eligibility: Props, values: Mapping[str, Any]) -> Problems:
    """Counts from the start, or from now without one; that Azure's own rules may ask for less no program shows."""
    if role_of(eligibility, _POWERFUL) is None:
        return
    match eligibility.text(f"{_END}.type").lower():
        case "afterduration":
            prop, lasts = f"{_END}.duration", duration(eligibility.text(f"{_END}.duration"))
        case "afterdatetime":
            prop, lasts = f"{_END}.endDateTime", _until_its_day(eligibility)
        case _:
            yield f"must set {_END}.type to AfterDuration or AfterDateTime"
            return
    if lasts is None or lasts > timedelta(days=values["days"]):
        yield f"must set {prop} so that it ends within {values['days']} days"


def _until_its_day(eligibility: Props) -> timedelta | None:
    end = moment(eligibility.text(f"{_END}.endDateTime"))
    return end - (moment(eligibility.text(f"{_INFO}.startDateTime")) or datetime.now(UTC)) if end else None


def _lasting(text: str) -> Values:
    return {"roleDefinitionId": OWNER, _INFO: {"expiration": {"type": "AfterDuration", "duration": text}}}


def _until(end: str, **start: str) -> Values:
    expiration = {"type": "AfterDateTime", "endDateTime": f"{end}T00:00:00Z"}
    return {"roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN, _INFO: {"expiration": expiration, **start}}


GUARDRAIL = Guardrail(
    title="Eligibility for a powerful role ends within a year",
    applies_to=ELIGIBILITY,
    severity=Severity.MEDIUM,
    why="Who may activate a powerful role for ever, or for ten years, may still do so after a change of job; an "
    "end asks somebody to decide anew.",
    fix="Set schedule_info={'start_date_time': ..., 'expiration': {'type': 'AfterDuration', 'duration': 'P365D'}}.",
    link="https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles",
    absent="Nothing then ends the eligibility, so absent fails for these roles.",
    requirements=("000-12", "002-11"),
    controls=(mcsb("PA-2"),),
    parameters=days_parameter(366, "The longest time of eligibility, in days."),
    check=check,
    passing={
        "it ends after a year": _lasting("P365D"),
        "it ends after twelve months": _lasting("P12M"),
        "it ends after a year, a day and no hours": _lasting("P1Y1DT0H"),
        "it ends after 366 days, in hours": _lasting("PT8784H"),
        "it ends after 366 days, in minutes": _lasting("PT527040M"),
        "it ends after 366 days, in days and seconds": _lasting("P365DT86400S"),
        "it ends on a day": _until("2027-06-30", startDateTime="2026-12-01T00:00:00Z"),
        "it ends on a day that has passed": _until("2020-01-01"),
        "it ends after a year that has 366 days": _until("2028-03-01", startDateTime="2027-03-01T00:00:00Z"),
        "it may last for two years": Example(_lasting("P730D"), settings={"days": 730}),
        "a reader stays eligible": {
            "roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            _INFO: {"expiration": {"type": "NoExpiration"}},
        },
        "no role is given": {_INFO: {"expiration": {"type": "NoExpiration"}}},
    },
    failing={
        **{
            f"it never ends for {name}": {
                "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
                _INFO: {"expiration": {"type": "NoExpiration"}},
            }
            for name, role in (
                ("an administrator's credential", AKS_CLUSTER_ADMIN),
                ("a cluster administrator", AKS_RBAC_CLUSTER_ADMIN),
                ("a contributor", CONTRIBUTOR),
                ("an owner", OWNER),
                ("an administrator of role assignments", RBAC_ADMINISTRATOR),
                ("an administrator of access", USER_ACCESS_ADMINISTRATOR),
            )
        },
        "it ends after ten years": _lasting("P3650D"),
        "it ends after a year and more, in months": _lasting("P13M"),
        "it ends after a year and two days, in minutes": _lasting("PT528480M"),
        "it ends a minute too late": _lasting("P366DT1M"),
        "it ends a second too late": _lasting("PT8784H1S"),
        "it ends too late for a shorter time": Example(_lasting("P180D"), settings={"days": 90}),
        "the duration is left out": {"roleDefinitionId": OWNER, _INFO: {"expiration": {"type": "AfterDuration"}}},
        "the duration is none": _lasting("ten years"),
        "it ends on a day in ten years": _until("2036-12-01", startDateTime="2026-12-01T00:00:00Z"),
        "it ends on a day in many years from now": _until("9999-12-31"),
        "the day is left out": {"roleDefinitionId": OWNER, _INFO: {"expiration": {"type": "AfterDateTime"}}},
        "the day is none": _until("someday"),
        "an end is left out": {"roleDefinitionId": OWNER, _INFO: {"startDateTime": "2026-12-01T00:00:00Z"}},
        "the schedule is left out": {"roleDefinitionId": OWNER},
    },
)
