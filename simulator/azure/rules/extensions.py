"""Cluster extensions."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError


def type_is_new_in_its_cluster(request: Request) -> ArmError | None:
    """A cluster has an extension once.

    Documented: https://learn.microsoft.com/azure/azure-arc/kubernetes/extensions-troubleshooting
    """
    wanted = request.text("extensionType").lower()
    if any(str(one.get("extensionType")).lower() == wanted for one in siblings(request, request.resource.kind)):
        message = "Multiple extensions of same type is not allowed at this scope."
        return ArmError(400, "ValidationFailed", message)
    return None
