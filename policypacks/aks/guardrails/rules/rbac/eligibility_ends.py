"""Eligibility for a powerful role must end."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
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


def check(eligibility: Props) -> Problems:
    """How long is left to the rules of Privileged Identity Management, which know a longest time."""
    if role_of(eligibility, _POWERFUL) is None:
        return
    if eligibility.text("scheduleInfo.expiration.type").lower() not in {"afterduration", "afterdatetime"}:
        yield "must set scheduleInfo.expiration.type to AfterDuration or AfterDateTime"


_ENDING = {"expiration": {"type": "AfterDuration", "duration": "P365D"}}

GUARDRAIL = Guardrail(
    title="Eligibility for a powerful role ends",
    applies_to=ELIGIBILITY,
    severity=Severity.MEDIUM,
    why="Who may activate a powerful role for ever may still do so after a change of job; an end asks somebody to "
    "decide anew.",
    fix="Set schedule_info={'start_date_time': ..., 'expiration': {'type': 'AfterDuration', 'duration': 'P365D'}}.",
    link="https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles",
    absent="Nothing then ends the eligibility, so absent fails for these roles.",
    requirements=("000-12", "002-11"),
    controls=(mcsb("PA-2"),),
    check=check,
    passing={
        "it ends after a year": {"roleDefinitionId": OWNER, "scheduleInfo": _ENDING},
        "it ends on a day": {
            "roleDefinitionId": AKS_RBAC_CLUSTER_ADMIN,
            "scheduleInfo": {"expiration": {"type": "AfterDateTime", "endDateTime": "2027-06-30T00:00:00Z"}},
        },
        "a reader stays eligible": {
            "roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
            "scheduleInfo": {"expiration": {"type": "NoExpiration"}},
        },
        "no role is given": {"scheduleInfo": {"expiration": {"type": "NoExpiration"}}},
    },
    failing={
        **{
            f"it never ends for {name}": {
                "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
                "scheduleInfo": {"expiration": {"type": "NoExpiration"}},
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
        "an end is left out": {"roleDefinitionId": OWNER, "scheduleInfo": {"startDateTime": "2026-12-01T00:00:00Z"}},
        "the schedule is left out": {"roleDefinitionId": OWNER},
    },
)
