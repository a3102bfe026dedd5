"""Role assignments."""

from contextlib import suppress
from uuid import UUID

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import name


def name_is_a_guid(request: Request) -> ArmError | None:
    """An assignment's name is a GUID."""
    if _is_guid(name(request.id)):
        return None
    return ArmError(
        400,
        "InvalidRoleAssignmentId",
        f"The role assignment ID '{name(request.id)}' is not valid. The role assignment ID must be a GUID.",
    )


def principal_is_a_guid(request: Request) -> ArmError | None:
    """A principal is named by its object id."""
    if _is_guid(request.text("principalId")):
        return None
    return ArmError(
        400,
        "InvalidPrincipalId",
        f"The Principal ID '{request.text('principalId')}' is not valid. Principal ID must be a GUID.",
    )


def assignment_is_new(request: Request) -> ArmError | None:
    """A principal gets a role on a scope once, whatever the assignment's name."""
    for other in request.world.under("", request.resource.kind):
        if other["id"].lower() != request.id.lower() and _grant(other) == _grant(request.inputs):
            short = name(other["id"]).replace("-", "")
            return ArmError(
                409,
                "RoleAssignmentExists",
                f"The role assignment already exists. The ID of the conflicting role assignment is {short}.",
            )
    return None


def eligibility_ends(request: Request) -> ArmError | None:
    """An eligibility lasts a year at most, unless the role's rules say otherwise."""
    if request.get("scheduleInfo.expiration.type") in ("AfterDuration", "AfterDateTime"):
        return None
    message = 'The following policy rules failed: ["ExpirationRule"]'
    return ArmError(400, "RoleAssignmentRequestPolicyValidationFailed", message)


def _grant(assignment: dict[str, str]) -> tuple[str, str, str]:
    scope, role = assignment["scope"].strip("/"), name(assignment["roleDefinitionId"])
    return scope.lower(), role.lower(), assignment["principalId"].lower()


def _is_guid(text: str) -> bool:
    with suppress(ValueError):
        return str(UUID(text)) == text.lower()
    return False


EVIDENCE: Rules = {
    name_is_a_guid: verified("https://github.com/Azure/Azure-Landing-Zones/issues/3419", "InvalidRoleAssignmentId"),
    principal_is_a_guid: verified("https://github.com/Azure/azure-powershell/issues/16627", "InvalidPrincipalId"),
    assignment_is_new: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/17421", "RoleAssignmentExists"
    ),
    eligibility_ends: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/22766",
        "RoleAssignmentRequestPolicyValidationFailed",
    ),
}
