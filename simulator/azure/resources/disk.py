"""Microsoft.Compute/disks."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/compute/disks/create-or-update."""
    return {
        "diskState": "Unattached",
        "networkAccessPolicy": "AllowAll",
        "provisioningState": "Succeeded",
        "publicNetworkAccess": "Enabled",
    }


RESOURCE = Resource(
    kind="azure-native:compute:Disk",
    path=f"{GROUP}/providers/Microsoft.Compute/disks/{{diskName}}",
    fills=fills,
)
