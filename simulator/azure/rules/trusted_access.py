"""Trusted access to clusters."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.values import at


def source_has_an_identity_of_its_own(request: Request) -> ArmError | None:
    """Who is trusted signs in with a system-assigned identity."""
    source = request.world.get(request.text("sourceResourceId"))
    if source is None or "SystemAssigned" in str(at(source, "identity.type")):
        return None
    return ArmError(400, "BadRequest", f"The source {source['id']} has no system-assigned identity.")


EVIDENCE: Rules = {
    source_has_an_identity_of_its_own: documented(
        "https://learn.microsoft.com/azure/aks/trusted-access-feature", "BadRequest"
    ),
}
