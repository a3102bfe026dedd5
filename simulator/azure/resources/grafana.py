"""Microsoft.Dashboard/grafana."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP, name
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/managed-grafana/grafana/create."""
    return {
        "identity": identity(request),
        "properties": {
            "endpoint": f"https://{name(request.id)}.{request.location}.grafana.azure.com",
            "provisioningState": "Succeeded",
        },
    }


RESOURCE = Resource(
    kind="azure-native:dashboard:Grafana",
    path=f"{GROUP}/providers/Microsoft.Dashboard/grafana/{{workspaceName}}",
    fills=fills,
    limits={"workspaceName": {"max_length": 23, "min_length": 2, "pattern": "^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$"}},
)
