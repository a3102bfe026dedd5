"""Namespaces that Azure manages."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented

SYSTEM = frozenset(
    {"app-routing-system", "default", "gatekeeper-system", "kube-node-lease", "kube-public", "kube-system"}
)


def name_is_not_the_systems(request: Request) -> ArmError | None:
    """Azure takes over no namespace of the system."""
    name = request.text("managedNamespaceName")
    if name in SYSTEM:
        return ArmError(400, "BadRequest", f"The namespace {name} belongs to the system and cannot be managed.")
    return None


EVIDENCE: Rules = {
    name_is_not_the_systems: documented(
        "https://learn.microsoft.com/azure/aks/managed-namespaces#limitations", "BadRequest"
    ),
}
