"""Defender for Cloud plans."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
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
    message = f"The name '{name(request.id)}' is not a valid name. Possible pricing bundle names: {', '.join(PLANS)}"
    return ArmError(400, "InvalidResourceName", message)


EVIDENCE: Rules = {
    plan_is_known: verified("https://github.com/Azure/ResourceModules/issues/453", "InvalidResourceName"),
}
