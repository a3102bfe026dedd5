"""Microsoft.ContainerService/managedClusters/maintenanceConfigurations."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.maintenance import default_is_weekly, name_is_a_known_schedule

RESOURCE = Resource(
    kind="azure-native:containerservice:MaintenanceConfiguration",
    path=f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}/maintenanceConfigurations/{{configName}}",
    refuses=(name_is_a_known_schedule, default_is_weekly),
)
