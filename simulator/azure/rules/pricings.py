"""Defender for Cloud plans."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, unconfirmed
from simulator.azure.ids import name

PLANS = (
    "AI",
    "Api",
    "AppServices",
    "Arm",
    "CloudPosture",
    "ContainerRegistry",
    "Containers",
    "CosmosDbs",
    "Dns",
    "KeyVaults",
    "KubernetesService",
    "OpenSourceRelationalDatabases",
    "SqlServers",
    "SqlServerVirtualMachines",
    "StorageAccounts",
    "VirtualMachines",
)


def plan_is_known(request: Request) -> ArmError | None:
    """A plan is one of those that Defender for Cloud has."""
    if name(request.id) in PLANS:
        return None
    return ArmError(404, "NotFound", f"The pricing '{name(request.id)}' is not one of {', '.join(PLANS)}.")


EVIDENCE: Rules = {
    plan_is_known: unconfirmed("https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update", "NotFound"),
}
