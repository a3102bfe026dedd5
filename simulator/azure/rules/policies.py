"""Azure Policy assignments."""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.values import Props, at

ASSIGNMENT = "azure-native:authorization:PolicyAssignment"
MODIFIES = {
    "a3701552-92ea-433e-9d17-33b7f1208fc9": ("publicNetworkAccess", "Disabled"),
    "79fdfe03-ffcb-4e55-b4d0-b925b8241759": ("adminUserEnabled", False),
    "cced2946-b08a-44fe-9fd9-e4ed8a779897": ("anonymousPullEnabled", False),
}
"""Built-in definitions that change registries, by their GUIDs, and what each of them sets: `ACR_*_Modify.json` in
https://github.com/Azure/azure-policy/tree/master/built-in-policies/policyDefinitions/Container%20Registry."""
INHERITS = frozenset({"ea3f2387-9b95-492a-a190-fcdc54f7b070"})
"""Further built-in definitions with the effect Modify:
https://learn.microsoft.com/azure/governance/policy/samples/built-in-policies#tags."""
_ACTING = ("modify", "deployifnotexists")


def acting_policy_has_an_identity(request: Request) -> ArmError | None:
    """A policy that changes or deploys something does so under an identity."""
    effect = str(at(request.get("parameters"), "effect.value") or "")
    acts = _definition(request.inputs) in {*MODIFIES, *INHERITS} if not effect else effect.lower() in _ACTING
    if not acts or request.text("identity.type") not in ("", "None"):
        return None
    message = (
        f"The policy assignment '{request.id}' must include a resource identity when assigning"
        f" '{effect or 'Modify'}' policy definitions."
    )
    return ArmError(400, "ResourceIdentityRequired", message)


def no_policy_modifies_it(request: Request) -> ArmError | None:
    """A registry with a key of its own already is what a policy would change it into: such a change fails."""
    if not request.get("encryption.keyVaultProperties"):
        return None
    for one in request.world.under("", ASSIGNMENT):
        path, wanted = MODIFIES.get(_definition(one), ("", None))
        covered = request.id.lower().startswith(ids.parent(one["id"]).lower() + "/")
        if path and covered and (request.get(path) or False) != wanted:
            message = f"The policy assignment '{one['name']}' cannot modify the encrypted registry '{request.id}'."
            return ArmError(400, "BadRequest", message)
    return None


def _definition(assignment: Props) -> str:
    return ids.name(str(assignment.get("policyDefinitionId") or "")).lower()


def identity_has_a_location(request: Request) -> ArmError | None:
    """An assignment's own identity lives in a region."""
    if request.text("identity.type") in ("", "None") or request.location not in ("", "global"):
        return None
    message = f"The policy assignment '{request.id}' has a resource identity: its location must be a region."
    return ArmError(400, "LocationRequired", message)


EVIDENCE: Rules = {
    identity_has_a_location: documented(
        "https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure#identity", "LocationRequired"
    ),
    acting_policy_has_an_identity: verified(
        "https://github.com/Azure/azure-powershell/issues/11996", "ResourceIdentityRequired"
    ),
    no_policy_modifies_it: verified("https://github.com/MicrosoftDocs/azure-management-docs/pull/158", "BadRequest"),
}
