"""Microsoft.ContainerInstance/containerGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props

SECRETS = (
    "containers[].environmentVariables[].secureValue",
    "diagnostics.logAnalytics.workspaceKey",
    "imageRegistryCredentials[].password",
    "initContainers[].environmentVariables[].secureValue",
    "volumes[].azureFile.storageAccountKey",
)
"""What Azure gives back to nobody."""


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/container-instances/container-groups/create-or-update."""
    return {"provisioningState": "Succeeded", "restartPolicy": "Always", "sku": "Standard"}


RESOURCE = Resource(
    kind="azure-native:containerinstance:ContainerGroup",
    path=f"{GROUP}/providers/Microsoft.ContainerInstance/containerGroups/{{containerGroupName}}",
    fills=fills,
    limits={"containerGroupName": {"max_length": 63, "min_length": 1, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}},
    write_only=SECRETS,
)
