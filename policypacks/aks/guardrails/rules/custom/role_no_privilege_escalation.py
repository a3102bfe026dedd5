"""A custom role must not lead to more than it says."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import ROLE_DEFINITION

_LEADS_TO_MORE = (
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
    "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
    "Microsoft.Authorization/roleManagementPolicies/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/elevateAccess/action",
    "Microsoft.ManagedServices/registrationAssignments/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
    "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
)


def check(role: Props) -> Problems:
    """Actions may hold wildcards; what notActions takes away is not granted."""
    yield from role.each("permissions", _escalations)


def _escalations(permission: Props) -> Problems:
    def judge(granted: object) -> Problems:
        for operation in _LEADS_TO_MORE:
            if _covered(operation, [granted]) and not _covered(operation, permission.texts("notActions")):
                yield f"must not allow {operation}"

    yield from permission.each_value("actions", judge)


def _covered(operation: str, patterns: Iterable[object]) -> bool:
    return any(fnmatchcase(operation.lower(), str(pattern).lower()) for pattern in patterns)


GUARDRAIL = Guardrail(
    title="Custom roles cannot give themselves more rights",
    applies_to=ROLE_DEFINITION,
    severity=Severity.HIGH,
    why="Who may give roles by whatever way, hand the scope to another tenant, let a token of their own sign in as an "
    "identity, or fetch a cluster's administrator credential, has more rights than anyone approved.",
    fix="Take those operations out of actions, or exclude them in not_actions of the same permission.",
    link="https://learn.microsoft.com/azure/role-based-access-control/custom-roles",
    absent="A role without actions allows nothing, so absent passes.",
    requirements=("002-11",),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={
        "it fetches the user credential only": {
            "permissions": [
                {"actions": ["Microsoft.ContainerService/managedClusters/listClusterUserCredential/action"]}
            ]
        },
        "what a wildcard covers is taken away again": {
            "permissions": [
                {
                    "actions": ["Microsoft.ContainerService/managedClusters/*"],
                    "notActions": [
                        "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
                        "Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action",
                    ],
                }
            ]
        },
        "it manages identities but not who signs in as them": {
            "permissions": [
                {
                    "actions": ["Microsoft.ManagedIdentity/userAssignedIdentities/*"],
                    "notActions": [
                        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write"
                    ],
                }
            ]
        },
        "it gives identities to machines": {
            "permissions": [{"actions": ["Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action"]}]
        },
        "it reads role assignments": {"permissions": [{"actions": ["Microsoft.Authorization/*/read"]}]},
        "no permissions are given": {"roleName": "Nothing"},
    },
    failing={
        "it assigns roles": {"permissions": [{"actions": ["Microsoft.Authorization/roleAssignments/write"]}]},
        "it makes others eligible": {
            "permissions": [{"actions": ["Microsoft.Authorization/roleEligibilityScheduleRequests/write"]}]
        },
        "it assigns roles for a while": {
            "permissions": [{"actions": ["Microsoft.Authorization/roleAssignmentScheduleRequests/write"]}]
        },
        "it says how roles are activated": {
            "permissions": [{"actions": ["Microsoft.Authorization/roleManagementPolicies/write"]}]
        },
        "it becomes administrator of all": {
            "permissions": [{"actions": ["Microsoft.Authorization/elevateAccess/action"]}]
        },
        "it hands the scope to another tenant": {
            "permissions": [{"actions": ["Microsoft.ManagedServices/registrationAssignments/write"]}]
        },
        "it changes roles": {"permissions": [{"actions": ["Microsoft.Authorization/roleDefinitions/write"]}]},
        "it lets its own token sign in as an identity": {
            "permissions": [{"actions": ["Microsoft.ManagedIdentity/userAssignedIdentities/*/write"]}]
        },
        "a wildcard covers role definitions": {"permissions": [{"actions": ["microsoft.authorization/*/Write"]}]},
        "it fetches the administrator's credential": {
            "permissions": [{"actions": ["Microsoft.ContainerService/managedClusters/*/action"]}]
        },
        "it fetches the administrator's credential the older way": {
            "permissions": [
                {"actions": ["Microsoft.ContainerService/managedClusters/accessProfiles/listCredential/action"]}
            ]
        },
        **{
            f"it may do {operation}": {"permissions": [{"actions": [operation]}]}
            for operation in (
                "Microsoft.Authorization/roleDefinitions/write",
                "Microsoft.Authorization/elevateAccess/action",
            )
        },
        "another permission takes away too little": {
            "permissions": [
                {"actions": ["Microsoft.Authorization/*"], "notActions": ["Microsoft.Authorization/*/delete"]}
            ]
        },
    },
)
