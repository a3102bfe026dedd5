"""azure-native:containerregistry:listRegistryCredentials: the admin user's passwords."""

from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from simulator.azure.errors import ArmError
from simulator.azure.function import Function
from simulator.azure.ids import guid
from simulator.azure.values import Props
from simulator.azure.world import World


def answer(world: World, arguments: Props, client: Client) -> Props:
    """Return the admin user's name and passwords; a registry without that user has none. The code is not known."""
    arm_id = modelled_resources()["azure-native:containerregistry:Registry"].id_of(arguments, client)
    registry = world.get(arm_id)
    if not registry:
        raise ArmError(404, "ResourceNotFound", f"The Resource '{arm_id}' was not found.")
    if not registry["adminUserEnabled"]:
        message = f"Cannot perform credential operations for {arm_id} as admin user is disabled."
        raise ArmError(400, "UnAuthorizedForCredentialOperations", message)
    passwords = [{"name": name, "value": guid(name, arm_id)} for name in ("password", "password2")]
    return {"username": registry["name"], "passwords": passwords}


FUNCTION = Function(
    name="azure-native:containerregistry:listRegistryCredentials",
    answer=answer,
    required=("resourceGroupName", "registryName"),
)
