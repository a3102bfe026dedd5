"""Cluster extensions."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented


def type_is_new_in_its_cluster(request: Request) -> ArmError | None:
    """A cluster has an extension once."""
    wanted = request.text("extensionType").lower()
    if any(str(one.get("extensionType")).lower() == wanted for one in siblings(request, request.resource.kind)):
        message = "Multiple extensions of same type is not allowed at this scope."
        return ArmError(400, "ValidationFailed", message)
    return None


def flux_is_installed(request: Request) -> ArmError | None:
    """A Flux configuration is worked by the extension."""
    cluster = request.id.partition("/providers/Microsoft.KubernetesConfiguration/")[0]
    for extension in request.world.under(cluster, "azure-native:kubernetesconfiguration:Extension"):
        if str(extension.get("extensionType")).lower() == "microsoft.flux":
            return None
    return ArmError(400, "BadRequest", "The extension microsoft.flux is not installed on the cluster.")


EVIDENCE: Rules = {
    type_is_new_in_its_cluster: documented(
        "https://learn.microsoft.com/azure/azure-arc/kubernetes/extensions-troubleshooting", "ValidationFailed"
    ),
    flux_is_installed: documented(
        "https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2", "BadRequest"
    ),
}
