"""Microsoft.EventGrid/systemTopics/eventSubscriptions."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP, parent
from simulator.azure.rules.event_grid import alerts_take_cloud_events
from simulator.azure.values import Props, at


def fills(request: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topic-event-subscriptions/create-or-update."""
    return {
        "eventDeliverySchema": "EventGridSchema",
        "provisioningState": "Succeeded",
        "retryPolicy": {"eventTimeToLiveInMinutes": 1440, "maxDeliveryAttempts": 30},
        "topic": at(request.world.get(parent(request.id)), "source"),
    }


RESOURCE = Resource(
    kind="azure-native:eventgrid:SystemTopicEventSubscription",
    path=f"{GROUP}/providers/Microsoft.EventGrid/systemTopics/{{systemTopicName}}"
    "/eventSubscriptions/{eventSubscriptionName}",
    refuses=(alerts_take_cloud_events,),
    fills=fills,
)
