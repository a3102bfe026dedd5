"""Azure Policy assignments."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented


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
}
