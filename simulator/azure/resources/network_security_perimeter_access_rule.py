"""Microsoft.Network/networkSecurityPerimeters/profiles/accessRules: who is let into a perimeter."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/network-security-perimeter/network-security-perimeter-access-rules."""
    return {"provisioningState": "Succeeded"}


RESOURCE = Resource(
    kind="azure-native:network:NetworkSecurityPerimeterAccessRule",
    path=(
        f"{GROUP}/providers/Microsoft.Network/networkSecurityPerimeters/{{networkSecurityPerimeterName}}"
        "/profiles/{profileName}/accessRules/{accessRuleName}"
    ),
    fills=fills,
)
