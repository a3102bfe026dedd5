"""Rules of the managed Prometheus."""

from typing import Any

from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented


def rule_alerts_or_records(request: Request) -> ArmError | None:
    """Each rule has a name as an alert or as a recording, and not both."""
    rules: Any = request.get("rules")
    for rule in rules or []:
        if bool(rule.get("alert")) == bool(rule.get("record")):
            message = f"The rule '{rule.get('expression')}' must have either 'alert' or 'record'."
            return ArmError(400, "BadRequest", message)
    return None


EVIDENCE: Rules = {
    rule_alerts_or_records: documented(
        "https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups", "BadRequest"
    ),
}
