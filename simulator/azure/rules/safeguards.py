"""Deployment safeguards."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.values import at


def policy_add_on_is_enabled(request: Request) -> ArmError | None:
    """Safeguards work through the Azure Policy add-on."""
    if at(request.world.get("/" + request.text("resourceUri").strip("/")), "addonProfiles.azurepolicy.enabled"):
        return None
    return ArmError(400, "BadRequest", "Deployment safeguards need the Azure Policy add-on on the cluster.")


EVIDENCE: Rules = {
    policy_add_on_is_enabled: documented(
        "https://learn.microsoft.com/azure/aks/deployment-safeguards#prerequisites", "BadRequest"
    ),
}
