"""Microsoft.ContainerInstance/containerGroupProfiles."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.resources.container_group import SECRETS
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """As of a group. Source: https://learn.microsoft.com/javascript/api/@azure/arm-containerinstance/containergroupprofiles."""
    return {"restartPolicy": "Always", "sku": "Standard"}


RESOURCE = Resource(
    kind="azure-native:containerinstance:ContainerGroupProfile",
    path=f"{GROUP}/providers/Microsoft.ContainerInstance/containerGroupProfiles/{{containerGroupProfileName}}",
    fills=fills,
    limits={
        "containerGroupProfileName": {"max_length": 63, "min_length": 1, "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$"}
    },
    write_only=SECRETS,
)
