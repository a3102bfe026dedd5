"""Microsoft.ContainerService/deploymentSafeguards."""

from simulator.azure.arm import Request, Resource
from simulator.azure.rules.safeguards import policy_add_on_is_enabled
from simulator.azure.values import Props

SYSTEM_NAMESPACES = ["kube-system", "gatekeeper-system", "calico-system", "tigera-system"]


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/azure/aks/deployment-safeguards."""
    return {"provisioningState": "Succeeded", "systemExcludedNamespaces": SYSTEM_NAMESPACES}


RESOURCE = Resource(
    kind="azure-native:containerservice:DeploymentSafeguard",
    path="/{resourceUri}/providers/Microsoft.ContainerService/deploymentSafeguards/default",
    refuses=(policy_add_on_is_enabled,),
    fills=fills,
)
