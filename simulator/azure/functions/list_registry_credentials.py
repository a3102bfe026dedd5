"""azure-native:containerregistry:listRegistryCredentials: the admin user's passwords."""

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.ids import guid
from simulator.azure.resources.registry import RESOURCE
from simulator.azure.rules.registries import admin_user_is_on
from simulator.azure.values import Props


def answer(registry: Props, _: Props, __: Client) -> Props:
    """Return the admin user's name and passwords."""
    passwords = [{"name": name, "value": guid(name, registry["id"])} for name in ("password", "password2")]
    return {"username": registry["name"], "passwords": passwords}


FUNCTION = Function(
    name="azure-native:containerregistry:listRegistryCredentials",
    answer=answer,
    gives={"username": "string", "passwords": "any"},
    of=RESOURCE,
    refuses=(admin_user_is_on,),
)
