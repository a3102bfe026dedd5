"""Network security rules."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, unconfirmed, verified
from simulator.azure.ids import name

LOWEST, HIGHEST = 100, 4096
OF_AZURE = frozenset(
    {
        "AllowAzureLoadBalancerInBound",
        "AllowInternetOutBound",
        "AllowVnetInBound",
        "AllowVnetOutBound",
        "DenyAllInBound",
        "DenyAllOutBound",
    }
)
"""The names of the rules that every group has: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview"""


def priority_is_in_range(request: Request) -> ArmError | None:
    """The priority of a rule is between 100 and 4096."""
    priority = request.get("priority")
    if not isinstance(priority, int) or LOWEST <= priority <= HIGHEST:
        return None
    message = (
        f"Security rule {name(request.id)} has invalid Priority. Value provided: {priority} Allowed range"
        f" {LOWEST}-{HIGHEST}."
    )
    return ArmError(400, "SecurityRuleInvalidPriority", message)


def name_is_not_a_default_rules(request: Request) -> ArmError | None:
    """No rule is named like those that Azure puts into every group."""
    if name(request.id) not in OF_AZURE:
        return None
    message = f"Security rule name {name(request.id)} conflicts with the name of a default security rule."
    return ArmError(400, "SecurityRuleNameReserved", message)


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
    priority_is_in_range: documented(
        "https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview",
        "SecurityRuleInvalidPriority",
    ),
    name_is_not_a_default_rules: unconfirmed(
        "https://github.com/MicrosoftDocs/azure-docs/issues/115185", "SecurityRuleNameReserved"
    ),
}
