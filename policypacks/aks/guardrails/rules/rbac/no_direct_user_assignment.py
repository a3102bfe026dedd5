"""Rights must be given to groups, not to people."""

from guardrails.checks import must_not_be
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import ROLE_ASSIGNMENT

GUARDRAIL = Guardrail(
    title="Roles are not assigned to single users",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="A right given to one person survives a change of job, and no review of groups shows it.",
    fix="Set principal_type='Group' and principal_id to a group that the user is a member of, or 'ServicePrincipal' "
    "for an identity: the SDKs send 'User' where principal_type is left out.",
    link="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    absent="The type is then not known; rbac-principal-type-set asks for it, so absent passes here.",
    requirements=("000-8",),
    controls=(mcsb("PA-7"), psrule("Azure.RBAC.UseGroups")),
    check=must_not_be("principalType", "User"),
    passing={
        "a group holds the role": {"principalType": "Group"},
        "a managed identity holds the role": {"principalType": "ServicePrincipal"},
        "the type is left to Azure": {"principalId": "someone"},
    },
    failing={"a user holds the role": {"principalType": "User"}},
)
