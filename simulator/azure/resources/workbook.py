"""Microsoft.Insights/workbooks."""

from simulator.azure.arm import Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.names import workbook_name_is_a_guid

RESOURCE = Resource(
    kind="azure-native:applicationinsights:Workbook",
    path=f"{GROUP}/providers/Microsoft.Insights/workbooks/{{resourceName}}",
    refuses=(workbook_name_is_a_guid,),
    autonaming="uuid",
)
