"""Microsoft.Insights/diagnosticSettings."""

from simulator.azure.arm import Resource
from simulator.azure.rules.diagnostics import at_most_five, categories_exist, sink_is_not_used_twice

RESOURCE = Resource(
    kind="azure-native:monitor:DiagnosticSetting",
    path="/{resourceUri}/providers/Microsoft.Insights/diagnosticSettings/{name}",
    refuses=(categories_exist, at_most_five, sink_is_not_used_twice),
)
