"""Network security rules."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, verified
from simulator.azure.ids import name


def priority_is_free(request: Request) -> ArmError | None:
    """Two rules of a group in the same direction differ in priority."""
    place = (request.text("direction").lower(), request.get("priority"))
    for other in siblings(request, request.resource.kind):
        if (str(other.get("direction")).lower(), other.get("priority")) == place:
            message = (
                f"Security rule {name(request.id)} conflicts with rule {other['name']}."
                " Rules cannot have the same Priority and Direction."
            )
            return ArmError(400, "SecurityRuleConflict", message)
    return None


EVIDENCE: Rules = {
    priority_is_free: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/11137", "SecurityRuleConflict"
    ),
}
