"""Names that are fixed, or of a fixed form."""

from uuid import UUID

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented
from simulator.azure.ids import name


def workbook_name_is_a_guid(request: Request) -> ArmError | None:
    """A workbook is named by a GUID."""
    try:
        UUID(name(request.id))
    except ValueError:
        return ArmError(400, "BadRequest", f"The workbook name '{name(request.id)}' must be a GUID.")
    return None


def contact_is_the_default(request: Request) -> ArmError | None:
    """A subscription has one security contact."""
    if name(request.id) == "default":
        return None
    return ArmError(400, "BadRequest", f"The security contact '{name(request.id)}' is not supported; use 'default'.")


EVIDENCE: Rules = {
    workbook_name_is_a_guid: documented(
        "https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-automate", "BadRequest"
    ),
    contact_is_the_default: documented(
        "https://learn.microsoft.com/rest/api/defenderforcloud-composite/security-contacts/create", "BadRequest"
    ),
}
