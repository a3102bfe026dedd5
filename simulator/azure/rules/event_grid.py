"""Event Grid."""

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.ids import name


def source_has_one_topic(request: Request) -> ArmError | None:
    """A resource has one system topic."""
    source = request.text("source").lower()
    for other in request.world.under("", request.resource.kind):
        if other["id"].lower() != request.id.lower() and str(other.get("source")).lower() == source:
            message = (
                f"There is an existing tracked system topic '{name(other['id'])}' for the given source {source}."
                " Only one system topic is allowed per source."
            )
            return ArmError(400, "InvalidRequest", message)
    return None


def alerts_take_cloud_events(request: Request) -> ArmError | None:
    """Azure Monitor takes events of the CloudEvents schema only."""
    if request.get("destination.endpointType") != "MonitorAlert":
        return None
    if request.get("eventDeliverySchema") == "CloudEventSchemaV1_0":
        return None
    return ArmError(
        400, "InvalidRequest", "The destination MonitorAlert supports the schema CloudEventSchemaV1_0 only."
    )


EVIDENCE: Rules = {
    source_has_one_topic: documented("https://learn.microsoft.com/azure/event-grid/system-topics", "InvalidRequest"),
    alerts_take_cloud_events: documented(
        "https://learn.microsoft.com/azure/event-grid/handle-alerts-in-azure-monitor", "InvalidRequest"
    ),
}
