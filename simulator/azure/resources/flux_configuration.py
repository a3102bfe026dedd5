"""Microsoft.KubernetesConfiguration/fluxConfigurations on a cluster."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.extensions import flux_is_installed
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/kubernetesconfiguration/flux-configurations/create-or-update."""
    return {"complianceState": "Pending", "provisioningState": "Succeeded", "suspend": False}


RESOURCE = Resource(
    kind="azure-native:kubernetesconfiguration:FluxConfiguration",
    path=f"{GROUP}/providers/{{clusterRp}}/{{clusterResourceName}}/{{clusterName}}"
    "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/{fluxConfigurationName}",
    refuses=(flux_is_installed,),
    fills=fills,
    replaces=frozenset({"namespace", "scope"}),
)
