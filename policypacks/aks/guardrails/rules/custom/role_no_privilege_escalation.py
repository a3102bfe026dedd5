"""A custom role must not lead to more than it says."""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import partial

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import ROLE_DEFINITION

_CLUSTER = "Microsoft.ContainerService/managedClusters"
_ACTIONS = (
    "Microsoft.Authorization/roleAssignments/write",
    "Microsoft.Authorization/roleAssignmentScheduleRequests/write",
    "Microsoft.Authorization/roleEligibilityScheduleRequests/write",
    "Microsoft.Authorization/roleManagementPolicies/write",
    "Microsoft.Authorization/roleDefinitions/write",
    "Microsoft.Authorization/elevateAccess/action",
    "Microsoft.ManagedServices/registrationAssignments/write",
    "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    f"{_CLUSTER}/listClusterAdminCredential/action",
    f"{_CLUSTER}/accessProfiles/listCredential/action",
)
# With Azure RBAC in the cluster: who may do this gives himself the rest there, or acts as who has it.
_DATA_ACTIONS = (
    f"{_CLUSTER}/rbac.authorization.k8s.io/clusterrolebindings/write",
    f"{_CLUSTER}/rbac.authorization.k8s.io/clusterroles/write",
    f"{_CLUSTER}/rbac.authorization.k8s.io/clusterroles/bind/action",
    f"{_CLUSTER}/rbac.authorization.k8s.io/clusterroles/escalate/action",
    f"{_CLUSTER}/groups/impersonate/action",
    f"{_CLUSTER}/serviceaccounts/impersonate/action",
    f"{_CLUSTER}/users/impersonate/action",
)


def check(role: Props) -> Problems:
    """Actions may hold wildcards; what notActions takes away is not granted."""
    yield from role.each("permissions", partial(_escalations, "actions", "notActions", _ACTIONS))
    yield from role.each("permissions", partial(_escalations, "dataActions", "notDataActions", _DATA_ACTIONS))


def _escalations(given: str, taken: str, operations: Iterable[str], permission: Props) -> Problems:
    def judge(granted: object) -> Problems:
        for operation in operations:
            if _covered(operation, [granted]) and not _covered(operation, permission.texts(taken)):
                yield f"must not allow {operation}"

    yield from permission.each_value(given, judge)


def _covered(operation: str, patterns: Iterable[object]) -> bool:
    return any(fnmatchcase(operation.lower(), str(pattern).lower()) for pattern in patterns)


GUARDRAIL = Guardrail(
    title="Custom roles cannot give themselves more rights",
    applies_to=ROLE_DEFINITION,
    severity=Severity.HIGH,
    why="Who may give roles by whatever way, hand the scope to another tenant, let a token of their own sign in as an "
    "identity, fetch a cluster's administrator credential, or bind cluster roles, has more rights than approved.",
    fix="Take those operations out of actions and data_actions, or exclude them in not_actions and not_data_actions of "
    "the same permission.",
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
        "what a wildcard covers in clusters is taken away again": {
            "permissions": [
                {
                    "dataActions": [f"{_CLUSTER}/*"],
                    "notDataActions": [
                        f"{_CLUSTER}/*/impersonate/action",
                        f"{_CLUSTER}/rbac.authorization.k8s.io/clusterrolebindings/write",
                        f"{_CLUSTER}/rbac.authorization.k8s.io/clusterroles/*",
                    ],
                }
            ]
        },
        "it gives roles within a namespace": {
            "permissions": [{"dataActions": [f"{_CLUSTER}/rbac.authorization.k8s.io/rolebindings/write"]}]
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
                "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
            )
        },
        "it is the cluster's administrator under another name": {
            "permissions": [{"actions": [f"{_CLUSTER}/read"], "dataActions": [f"{_CLUSTER}/*"]}]
        },
        **{
            f"it may do {operation}": {"permissions": [{"dataActions": [operation]}]}
            for operation in (
                "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/clusterrolebindings/write",
                "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/clusterroles/write",
                "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/clusterroles/bind/action",
                "Microsoft.ContainerService/managedClusters/rbac.authorization.k8s.io/clusterroles/escalate/action",
                "Microsoft.ContainerService/managedClusters/groups/impersonate/action",
                "Microsoft.ContainerService/managedClusters/serviceaccounts/impersonate/action",
                "Microsoft.ContainerService/managedClusters/users/impersonate/action",
            )
        },
        "another permission takes away too little": {
            "permissions": [
                {"actions": ["Microsoft.Authorization/*"], "notActions": ["Microsoft.Authorization/*/delete"]}
            ]
        },
    },
)
