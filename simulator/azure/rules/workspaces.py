"""Log Analytics workspaces."""

from simulator.azure import roles
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import parent


def workspace_is_active(request: Request) -> ArmError | None:
    """A workspace takes tables some time after its creation, as roles take effect."""
    workspace = request.world.get(parent(request.id))
    if not workspace or request.world.age(workspace["id"]) >= roles.delay():
        return None
    message = f"Workspace not active, WorkspaceId={workspace['customerId']}."
    return ArmError(404, "ResourceNotFound", message)


EVIDENCE: Rules = {
    workspace_is_active: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/30069", "ResourceNotFound"
    ),
}
