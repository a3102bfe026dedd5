"""A role assignment must say what kind of principal it is for."""

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import ROLE_ASSIGNMENT

GUARDRAIL = Guardrail(
    title="Role assignments state the type of their principal",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="Without the type Azure looks the principal up, and fails for an identity that was created a moment "
    "ago and is not replicated yet.",
    fix="Set principal_type on the RoleAssignment: 'ServicePrincipal' for identities, 'Group' for people.",
    link="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
    absent="The SDKs send User where it is left out, which rbac-no-direct-user-assignment judges; where nothing is "
    "sent Azure looks the principal up, so absent fails.",
    requirements=("000-8",),
    controls=(mcsb("PA-7"),),
    check=must_be_present("principalType"),
    passing={"an identity": {"principalType": "ServicePrincipal"}, "a group": {"principalType": "Group"}},
    failing={"the type is left to Azure": {"principalId": "someone"}},
)
