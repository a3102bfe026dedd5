"""Microsoft.Insights/diagnosticSettings of a subscription: its activity log."""

from simulator.azure.arm import Resource
from simulator.azure.ids import SUBSCRIPTION

RESOURCE = Resource(
    kind="azure-native:monitor:SubscriptionDiagnosticSetting",
    path=f"{SUBSCRIPTION}/providers/Microsoft.Insights/diagnosticSettings/{{name}}",
)
