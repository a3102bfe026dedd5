"""Microsoft.Network/networkWatchers/flowLogs."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/network-watcher/flow-logs/create-or-update."""
    return {"enabled": True, "identity": identity(request), "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:FlowLog",
    path=f"{GROUP}/providers/Microsoft.Network/networkWatchers/{{networkWatcherName}}/flowLogs/{{flowLogName}}",
    fills=fills,
    replaces=frozenset({"targetResourceId"}),
)
