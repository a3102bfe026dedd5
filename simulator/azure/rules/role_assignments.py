"""Role assignments."""

from contextlib import suppress
from uuid import UUID

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import name
from simulator.azure.values import at


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


def principal_is_known(request: Request) -> ArmError | None:
    """The directory learns late of a new identity: who grants it a role says that it is a service principal."""
    principal = request.text("principalId").lower()
    if request.get("principalType") or principal not in _made_here(request):
        return None
    message = (
        f"Principal {principal} does not exist in the directory {request.client.tenant_id}. If you are creating this"
        " principal and then immediately assigning a role, this error might be related to a replication delay. In this"
        " case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group."
    )
    return ArmError(400, "PrincipalNotFound", message)


def principal_is_of_its_type(request: Request) -> ArmError | None:
    """A grant calls a managed identity a service principal, and nothing else."""
    kind = request.text("principalType")
    if kind in ("", "ServicePrincipal") or request.text("principalId").lower() not in _made_here(request):
        return None
    message = (
        f"The PrincipalId '{request.text('principalId')}' has type 'ServicePrincipal' , which is different from"
        f" specified PrinciaplType '{kind}'."
    )
    return ArmError(400, "UnmatchedPrincipalType", message)


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


def _made_here(request: Request) -> set[str]:
    """Return the object ids of the managed identities."""
    return {
        str(found).lower()
        for one in request.world.under("")
        for found in (one.get("principalId"), at(one, "identity.principalId"))
        if found and not one.get("roleDefinitionId")
    }


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
    principal_is_known: verified("https://github.com/Azure/avdaccelerator/issues/76", "PrincipalNotFound"),
    principal_is_of_its_type: verified(
        "https://github.com/Azure/modern-web-app-pattern-dotnet/pull/129", "UnmatchedPrincipalType"
    ),
}
