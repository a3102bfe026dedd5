"""Microsoft.Insights/scheduledQueryRules."""

from simulator.azure.arm import Request, Resource
from simulator.azure.identities import identity
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/scheduled-query-rules/create-or-update."""
    return {"enabled": True, "identity": identity(request), "kind": "LogAlert"}


RESOURCE = Resource(
    kind="azure-native:monitor:ScheduledQueryRule",
    path=f"{GROUP}/providers/Microsoft.Insights/scheduledQueryRules/{{ruleName}}",
    fills=fills,
    # The SDK mixed these up with operators of another service:
    # https://learn.microsoft.com/rest/api/monitor/scheduled-query-rules/create-or-update
    extensible=frozenset({"criteria.allOf[].operator"}),
)
