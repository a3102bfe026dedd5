"""Microsoft.ContainerService/managedClusters/jwtAuthenticators."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP

RESOURCE = Resource(
    kind="azure-native:containerservice:JWTAuthenticator",
    path=f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}"
    "/jwtAuthenticators/{jwtAuthenticatorName}",
)
