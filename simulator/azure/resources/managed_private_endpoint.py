"""Microsoft.Dashboard/grafana/managedPrivateEndpoints."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.private_endpoints import data_source_offers_the_group
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managed-grafana/managed-private-endpoints/create."""
    return {"connectionState": {"status": "Pending"}, "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:dashboard:ManagedPrivateEndpoint",
    path=f"{GROUP}/providers/Microsoft.Dashboard/grafana/{{workspaceName}}/managedPrivateEndpoints/{{managedPrivateEndpointName}}",
    refuses=(data_source_offers_the_group,),
    fills=fills,
)
