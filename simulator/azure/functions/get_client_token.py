"""azure-native:authorization:getClientToken: a token that opens nothing."""

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.values import Props


def answer(_: Props, arguments: Props, client: Client) -> Props:
    """Return a token that says whose it is; no service accepts it."""
    endpoint = arguments.get("endpoint") or "https://management.azure.com/"
    return {"token": f"simulated-token-of-{client.object_id}-for-{endpoint}"}


FUNCTION = Function(name="azure-native:authorization:getClientToken", answer=answer, gives={"token": "string"})
