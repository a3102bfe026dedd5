"""azure-native:authorization:getClientConfig: who deploys."""

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.values import Props


def answer(_: Props, __: Props, client: Client) -> Props:
    """Return the ids of the deploying principal, its subscription and its tenant."""
    return {
        "clientId": client.client_id,
        "objectId": client.object_id,
        "subscriptionId": client.subscription_id,
        "tenantId": client.tenant_id,
    }


FUNCTION = Function(
    name="azure-native:authorization:getClientConfig",
    answer=answer,
    gives=dict.fromkeys(("clientId", "objectId", "subscriptionId", "tenantId"), "string"),
)
