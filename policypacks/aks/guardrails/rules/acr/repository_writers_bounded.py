"""Who writes to repositories must be bounded in which."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.roles import ACR_REPOSITORY_CONTRIBUTOR, ACR_REPOSITORY_WRITER, DATA_ROLES, role_of
from guardrails.subjects import ROLE_ASSIGNMENT

_REPOSITORY = "[microsoft.containerregistry/registries/repositories:name]"


def check(assignment: Props) -> Problems:
    """Other registries ignore the roles; who reads, or lists with a role that takes no condition, changes nothing."""
    role = role_of(assignment, {ACR_REPOSITORY_CONTRIBUTOR, ACR_REPOSITORY_WRITER})
    if role is None:
        return
    if not assignment.has("condition"):
        yield f"must set condition, for {DATA_ROLES[role]} holds on every repository"
    elif _REPOSITORY not in assignment.text("condition").lower():
        yield "must name repositories in condition"
    elif assignment.text("conditionVersion") != "2.0":
        yield "must set conditionVersion to 2.0"


_REPOSITORIES = "Microsoft.ContainerRegistry/registries/repositories"
_BELOW_SHOP = (
    f"((!(ActionMatches{{'{_REPOSITORIES}/content/write'}})) OR "
    f"(@Request[{_REPOSITORIES}:name] StringStartsWithIgnoreCase 'shop/'))"
)

GUARDRAIL = Guardrail(
    title="Roles that write to repositories name them in a condition",
    applies_to=ROLE_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="In a registry that grants by repository the role without a condition holds on all of them: one team's "
    "pipeline overwrites the images of every other.",
    fix="Set condition to the repositories that the principal writes to, such as those that begin with 'shop/', and "
    "condition_version='2.0'; exempt the one identity that fills the whole registry.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions",
    absent="An assignment is without bounds unless a condition sets them, so absent fails for these roles.",
    requirements=("000-7", "002-11"),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={
        "the repositories of a team": {
            "roleDefinitionId": ACR_REPOSITORY_WRITER,
            "condition": _BELOW_SHOP,
            "conditionVersion": "2.0",
        },
        "every repository for reading": {"roleDefinitionId": "b93aa761-3e63-49ed-ac28-beffa264f7ac"},
        "their names, for which there are no conditions": {"roleDefinitionId": "bfdb9389-c9a5-478a-bb2f-ba9ca092c3c7"},
        "no role is given": {"principalType": "ServicePrincipal"},
    },
    failing={
        "every repository": {"roleDefinitionId": ACR_REPOSITORY_WRITER},
        "every repository, also to delete": {
            "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{ACR_REPOSITORY_CONTRIBUTOR}"
        },
        "the condition names none": {
            "roleDefinitionId": ACR_REPOSITORY_WRITER,
            "condition": "@Request[subRequest] StringEquals 'main'",
            "conditionVersion": "2.0",
        },
        "the condition has no version": {"roleDefinitionId": ACR_REPOSITORY_WRITER, "condition": _BELOW_SHOP},
    },
)
