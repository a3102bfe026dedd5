"""Microsoft.ContainerRegistry/registries/webhooks."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/containerregistry/webhooks/create."""
    return {"provisioningState": "Succeeded", "status": "enabled"}


RESOURCE = Resource(
    kind="azure-native:containerregistry:Webhook",
    path=f"{GROUP}/providers/Microsoft.ContainerRegistry/registries/{{registryName}}/webhooks/{{webhookName}}",
    fills=fills,
    limits={"webhookName": {"max_length": 50, "min_length": 5, "pattern": "^[a-zA-Z0-9]*$"}},
)
