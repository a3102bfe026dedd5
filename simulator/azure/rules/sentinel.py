"""Microsoft Sentinel on a workspace."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import name, parent

ONBOARDING = "azure-native:securityinsights:SentinelOnboardingState"


def onboarding_is_the_default(request: Request) -> ArmError | None:
    """The one state of a workspace has one name."""
    if name(request.id) == "default":
        return None
    return ArmError(400, "BadRequest", f"The onboarding state '{name(request.id)}' is not supported; use 'default'.")


def workspace_is_onboarded(request: Request) -> ArmError | None:
    """Rules and connectors exist on a workspace that has Sentinel."""
    workspace = parent(request.id)
    if any(request.world.under(workspace, ONBOARDING)):
        return None
    return ArmError(400, "BadRequest", f"Workspace '{name(workspace)}' is not onboarded to Microsoft Sentinel.")


EVIDENCE: Rules = {
    onboarding_is_the_default: documented(
        "https://learn.microsoft.com/rest/api/securityinsights/sentinel-onboarding-states/create", "BadRequest"
    ),
    workspace_is_onboarded: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/pull/20661", "BadRequest"
    ),
}
