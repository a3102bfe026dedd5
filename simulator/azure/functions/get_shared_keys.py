"""azure-native:operationalinsights:getSharedKeys: what agents send logs to a workspace with."""

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.ids import guid
from simulator.azure.resources.workspace import RESOURCE
from simulator.azure.values import Props


def answer(workspace: Props, _: Props, __: Client) -> Props:
    """Return both keys; no service takes them."""
    return {f"{name}SharedKey": guid(name, workspace["id"]) for name in ("primary", "secondary")}


FUNCTION = Function(
    name="azure-native:operationalinsights:getSharedKeys",
    answer=answer,
    gives={"primarySharedKey": "string", "secondarySharedKey": "string"},
    of=RESOURCE,
)
