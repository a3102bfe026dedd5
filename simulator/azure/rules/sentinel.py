"""Microsoft Sentinel on a workspace."""

import re

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, verified
from simulator.azure.ids import name, parent

_WRITTEN_LATER = re.compile(r"\b(AKS|AZKV|ContainerLog|ContainerRegistry|Kube)\w+")
"""Tables that come with the first row, from clusters, vaults and registries: none of theirs comes here."""
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


def tables_are_there(request: Request) -> ArmError | None:
    """A rule is asked once when it is made; of a union that is fuzzy, one table is enough."""
    source = request.text("query").partition("|")[0]
    if not _WRITTEN_LATER.search(source) or ("isfuzzy=true" in source and "datatable" in source):
        return None
    message = "Failed to run the analytics rule query. One of the tables does not exist."
    return ArmError(400, "BadRequest", message)


EVIDENCE: Rules = {
    onboarding_is_the_default: documented(
        "https://learn.microsoft.com/rest/api/securityinsights/sentinel-onboarding-states/create", "BadRequest"
    ),
    workspace_is_onboarded: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/pull/20661", "BadRequest"
    ),
    tables_are_there: verified("https://github.com/criblio/Cribl-Microsoft/pull/56", "BadRequest"),
}
