"""Microsoft.Insights/dataCollectionRuleAssociations."""

from simulator.azure.arm import Request, Resource
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/data-collection-rule-associations/create."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:monitor:DataCollectionRuleAssociation",
    path="/{resourceUri}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{associationName}",
    fills=fills,
)
