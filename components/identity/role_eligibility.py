"""Who may do much may do it for an hour at a time, after saying why."""

from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import authorization

from components.identity.roles import Role

DAYS = 365
"""How long an eligibility holds."""


class RoleEligibilityArgs(TypedDict):
    """What an eligibility needs from its caller."""

    subscription_id: Input[str]
    """Subscription of the scope, part of the role definition's id."""
    principal_id: Input[str]
    """Object id of the group whose members may activate the role."""
    role: Role
    """What they may activate."""
    scope: Input[str]
    """ARM id of where it holds."""
    start: str
    """First day, such as 2026-12-01."""
    reason: str
    """Why, shown beside the eligibility in Azure."""


class RoleEligibility(ComponentResource):
    """Eligibility for a role by Privileged Identity Management, for a year from a fixed day.

    Azure's own rules ask for an end, and take no change: another day makes another eligibility. Needs Entra ID P2:
    https://learn.microsoft.com/entra/id-governance/privileged-identity-management/pim-resource-roles-assign-roles.
    """

    eligibility_id: Output[str]
    """ARM id of the eligibility."""

    def __init__(self, name: str, args: RoleEligibilityArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:RoleEligibility", name, {**args}, opts)
        eligibility = authorization.PimRoleEligibilitySchedule(
            name,
            principal_id=args["principal_id"],
            role_definition_id=Output.from_input(args["subscription_id"]).apply(args["role"].definition_id),
            scope=args["scope"],
            justification=args["reason"],
            schedule_info={
                "start_date_time": f"{args['start']}T00:00:00Z",
                "expiration": {"type": authorization.Type.AFTER_DURATION, "duration": f"P{DAYS}D"},
            },
            opts=ResourceOptions(parent=self),
        )
        self.eligibility_id = eligibility.id
        self.register_outputs({"eligibilityId": self.eligibility_id})
