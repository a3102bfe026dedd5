"""Microsoft.EventGrid/systemTopics."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, guid
from simulator.azure.rules.event_grid import source_has_one_topic
from simulator.azure.values import Props


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/create-or-update."""
    return {"metricResourceId": guid("topic", request.id), "provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:eventgrid:SystemTopic",
    path=f"{GROUP}/providers/Microsoft.EventGrid/systemTopics/{{systemTopicName}}",
    refuses=(source_has_one_topic,),
    fills=fills,
    replaces=frozenset({"source", "topicType"}),
)
