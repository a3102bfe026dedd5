"""Microsoft.Resources/deployments of a subscription: a template."""

from simulator.azure.arm import Resource
from simulator.azure.ids import SUBSCRIPTION
from simulator.azure.resources.deployment import fills
from simulator.azure.rules.pricings import plans_follow_each_other

RESOURCE = Resource(
    kind="azure-native:resources:DeploymentAtSubscriptionScope",
    path=f"{SUBSCRIPTION}/providers/Microsoft.Resources/deployments/{{deploymentName}}",
    refuses=(plans_follow_each_other,),
    fills=fills,
    deploys=True,
)
