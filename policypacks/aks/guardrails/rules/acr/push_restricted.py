"""Only pipelines may push to a registry."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import cis_aks, mcsb, psrule
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.roles import role_of
from guardrails.subjects import ROLE_ASSIGNMENT

# Source of the ids: learn.microsoft.com/azure/role-based-access-control/built-in-roles
_PUSHING = (
    "8311e382-0749-4cb8-b61a-304f252e45ec",  # AcrPush
    "6cef56e8-d556-48e5-a04f-b8e64114680f",  # AcrImageSigner
    "2a1e307c-b015-4ebd-883e-5b7698a07328",  # Container Registry Repository Writer
    "2efddaa5-3f1f-4df3-97df-af3f13818f4c",  # Container Registry Repository Contributor
    "577a9874-89fd-4f24-9dbd-b5034d0ad23a",  # Container Registry Data Importer and Data Reader
)
_GENERAL = (
    "b24988ac-6180-42a0-ab88-20f7382dd24c",  # Contributor
    "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",  # Owner
)
_REGISTRY = "/microsoft.containerregistry/registries/"


def check(assignment: Props, values: Mapping[str, Any]) -> Problems:
    """General roles count where their scope is a registry."""
    if all_of(lambda: _is_user(assignment), lambda: _pushes(assignment)):
        yield "must not let a user push; give the role to a pipeline's identity or to a group"
    if values["principals"] and all_of(lambda: not _is_listed(assignment, values), lambda: _pushes(assignment)):
        yield "must not let a principal push that the parameter principals does not list"


def _is_user(assignment: Props) -> bool:
    return assignment.text("principalType").lower() == "user"


def _is_listed(assignment: Props, values: Mapping[str, Any]) -> bool:
    return assignment.text("principalId").lower() in {str(one).lower() for one in values["principals"]}


def _pushes(assignment: Props) -> bool:
    if role_of(assignment, _PUSHING):
        return True
    return role_of(assignment, _GENERAL) is not None and _REGISTRY in assignment.text("scope").lower()


_ROLES = "/providers/Microsoft.Authorization/roleDefinitions"
_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
_SCOPE = f"{_GROUP}/providers/Microsoft.ContainerRegistry/registries/example"

GUARDRAIL = Guardrail(
    title="Nobody pushes to a registry in person",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.HIGH,
    why="A person's account that may push is one phished password away from replacing an image that production runs.",
    fix="Give the role to a pipeline's identity (principal_type='ServicePrincipal') or to a group that is"
    " activated when needed (principal_type='Group').",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview",
    absent="The SDKs send User where principal_type is left out; where nothing is sent Azure looks the principal up, "
    "which cannot be told here, so absent passes.",
    requirements=("000-7",),
    controls=(cis_aks("5.1.2"), mcsb("PA-7"), psrule("Azure.RBAC.UseGroups")),
    check=check,
    parameters={
        "principals": {
            "type": "array",
            "items": {"type": "string"},
            "default": [],
            "description": "The object ids that alone may push; empty allows every principal that is no user.",
        }
    },
    passing={
        "a pipeline pushes": {
            "principalType": "ServicePrincipal",
            "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}",
            "scope": _SCOPE,
        },
        "a group pushes": {"principalType": "Group", "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}", "scope": _SCOPE},
        "a pipeline that is listed pushes": Example(
            {"principalId": "pipeline", "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}", "scope": _SCOPE},
            settings={"principals": ["pipeline"]},
        ),
        "a pipeline that is not listed pulls": Example(
            {
                "principalId": "other",
                "roleDefinitionId": f"{_ROLES}/7f951dda-4ed3-4680-a7ca-43fe172d538d",
                "scope": _SCOPE,
            },
            settings={"principals": ["pipeline"]},
        ),
        "a user pulls": {
            "principalType": "User",
            "roleDefinitionId": f"{_ROLES}/7f951dda-4ed3-4680-a7ca-43fe172d538d",
            "scope": _SCOPE,
        },
        "a user contributes to something else": {
            "principalType": "User",
            "roleDefinitionId": f"{_ROLES}/{_GENERAL[0]}",
            "scope": _GROUP,
        },
        "whose role it is cannot be told": {"roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}", "scope": _SCOPE},
    },
    failing={
        "a user pushes": {"principalType": "User", "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}", "scope": _SCOPE},
        "a user pushes, by an id that ends in a slash": {
            "principalType": "User",
            "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}/",
            "scope": _SCOPE,
        },
        "a pipeline that is not listed pushes": Example(
            {"principalId": "other", "roleDefinitionId": f"{_ROLES}/{_PUSHING[0]}", "scope": _SCOPE},
            settings={"principals": ["pipeline"]},
        ),
        **{
            f"a user {deed}": {"principalType": "User", "roleDefinitionId": f"{_ROLES}/{role}", "scope": _SCOPE}
            for deed, role in (
                ("signs", "6cef56e8-d556-48e5-a04f-b8e64114680f"),
                ("writes to repositories", "2a1e307c-b015-4ebd-883e-5b7698a07328"),
                ("changes repositories", "2efddaa5-3f1f-4df3-97df-af3f13818f4c"),
                ("imports", "577a9874-89fd-4f24-9dbd-b5034d0ad23a"),
                ("owns the registry", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
            )
        },
        "a user contributes to the registry": {
            "principalType": "User",
            "roleDefinitionId": f"{_ROLES}/{_GENERAL[0]}",
            "scope": _SCOPE,
        },
    },
)
