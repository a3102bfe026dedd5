"""Diagnostic settings."""

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, unconfirmed, verified
from simulator.azure.values import Props

SINKS = ("workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "serviceBusRuleId", "marketplacePartnerId")
LIMIT = 5


def at_most_five(request: Request) -> ArmError | None:
    """A resource has up to five settings."""
    if len(list(siblings(request, request.resource.kind))) < LIMIT:
        return None
    return ArmError(409, "Conflict", f"A resource can have at most {LIMIT} diagnostic settings.")


def sink_is_not_used_twice(request: Request) -> ArmError | None:
    """Two settings of one resource send no category to the same place."""
    for other in siblings(request, request.resource.kind):
        for sink in SINKS:
            mine, theirs = request.text(sink), str(other.get(sink, ""))
            shared = _categories(request.inputs) & _categories(other)
            if mine and mine.lower() == theirs.lower() and shared:
                message = (
                    f"Data sink '{mine}' is already used in diagnostic setting '{other['name']}' for category"
                    f" '{min(shared)}'. Data sinks can't be reused in different settings on the same category for the"
                    " same resource."
                )
                return ArmError(409, "Conflict", message)
    return None


def _categories(setting: Props) -> set[str]:
    entries = [*(setting.get("logs") or []), *(setting.get("metrics") or [])]
    return {entry.get("category") or entry.get("categoryGroup") or "" for entry in entries if entry.get("enabled")} - {
        ""
    }


EVIDENCE: Rules = {
    at_most_five: unconfirmed(
        "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings", "Conflict"
    ),
    sink_is_not_used_twice: verified("https://github.com/Azure/bicep-registry-modules/issues/3407", "Conflict"),
}
