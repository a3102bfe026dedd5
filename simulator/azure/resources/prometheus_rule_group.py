"""Microsoft.AlertsManagement/prometheusRuleGroups."""

from simulator.azure.arm import Request, Resource
from simulator.azure.ids import GROUP
from simulator.azure.rules.prometheus import rule_alerts_or_records
from simulator.azure.values import Props


def fills(_: Request) -> Props:
    """Source: https://learn.microsoft.com/rest/api/monitor/prometheus-rule-groups/create-or-update."""
    return {"enabled": True, "interval": "PT1M"}


RESOURCE = Resource(
    kind="azure-native:alertsmanagement:PrometheusRuleGroup",
    path=f"{GROUP}/providers/Microsoft.AlertsManagement/prometheusRuleGroups/{{ruleGroupName}}",
    fills=fills,
    refuses=(rule_alerts_or_records,),
)
