"""Namespaces that Azure manages."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError

SYSTEM = frozenset(
    {"app-routing-system", "default", "gatekeeper-system", "kube-node-lease", "kube-public", "kube-system"}
)


def name_is_not_the_systems(request: Request) -> ArmError | None:
    """Azure takes over no namespace of the system. The code is not known.

    Documented: https://learn.microsoft.com/azure/aks/managed-namespaces#limitations
    """
    name = request.text("managedNamespaceName")
    if name in SYSTEM:
        return ArmError(400, "BadRequest", f"The namespace {name} belongs to the system and cannot be managed.")
    return None
