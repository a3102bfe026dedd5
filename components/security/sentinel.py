"""What looks like an attack becomes an incident that names who, from where, and what."""

from typing import TypedDict

from pulumi import ComponentResource, Input, ResourceOptions
from pulumi_azure_native import securityinsights as sentinel

from components.alerts.log_alerts import usable
from components.alerts.queries import Detection
from components.security.detections import DETECTIONS

ENTITIES: list[sentinel.EntityMappingArgsDict] = [
    {
        "entity_type": sentinel.EntityMappingType.ACCOUNT,
        "field_mappings": [{"identifier": "FullName", "column_name": "Account"}],
    },
    {
        "entity_type": sentinel.EntityMappingType.IP,
        "field_mappings": [{"identifier": "Address", "column_name": "IP"}],
    },
    {
        "entity_type": sentinel.EntityMappingType.AZURE_RESOURCE,
        "field_mappings": [{"identifier": "ResourceId", "column_name": "Resource"}],
    },
]
"""Columns that every detection has; identifiers: https://learn.microsoft.com/azure/sentinel/entities-reference."""


class SentinelArgs(TypedDict):
    """What Sentinel needs from its caller."""

    resource_group_name: Input[str]
    """Resource group of the workspace."""
    workspace_name: Input[str]
    """Workspace that Sentinel works on."""
    subscription_id: Input[str]
    """Subscription whose alerts of Defender for Cloud become incidents."""
    owns_subscription: bool
    """Whether this stack connects the subscription's Defender for Cloud."""
    audit_reads: bool
    """Whether the audit log has reads, which some detections need."""


class Sentinel(ComponentResource):
    """Microsoft Sentinel on the workspace: its connector, a rule for each detection, and what is done first.

    Rules carry MITRE tactics and techniques and map account, address and resource; alerts of one rule about the same
    entities join one incident for a day. Work on incidents in the Defender portal, which alone remains after
    March 2027: https://learn.microsoft.com/azure/sentinel/move-to-defender.
    """

    def __init__(self, name: str, args: SentinelArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Sentinel", name, {**args}, opts)
        onboarding = sentinel.SentinelOnboardingState(
            name,
            sentinel_onboarding_state_name="default",
            resource_group_name=args["resource_group_name"],
            workspace_name=args["workspace_name"],
            opts=ResourceOptions(parent=self),
        )
        options = ResourceOptions(parent=self, depends_on=[onboarding])
        if args["owns_subscription"]:
            sentinel.ASCDataConnector(
                f"{name}-defender",
                data_connector_id="defender-for-cloud",
                kind="AzureSecurityCenter",
                resource_group_name=args["resource_group_name"],
                workspace_name=args["workspace_name"],
                subscription_id=args["subscription_id"],
                data_types={"alerts": {"state": sentinel.DataTypeState.ENABLED}},
                opts=options,
            )
        for detection in usable(DETECTIONS, audit_reads=args["audit_reads"]):
            rule(detection, args, options)
        triage(name, args, options)
        self.register_outputs({})


def rule(detection: Detection, args: SentinelArgs, opts: ResourceOptions) -> sentinel.ScheduledAlertRule:
    """Ask once an hour about the last hour, and open an incident for what is found."""
    return sentinel.ScheduledAlertRule(
        f"incident-{detection.name}",
        rule_id=detection.name,
        kind="Scheduled",
        resource_group_name=args["resource_group_name"],
        workspace_name=args["workspace_name"],
        display_name=detection.title,
        description=f"{detection.title}. The row names who, from where and what.",
        enabled=True,
        severity=detection.severity,
        query=detection.query,
        query_frequency="PT1H",
        query_period="PT1H",
        trigger_operator=sentinel.TriggerOperator.GREATER_THAN,
        trigger_threshold=0,
        suppression_enabled=False,
        suppression_duration="PT5H",
        tactics=list(detection.tactics),
        techniques=list(detection.techniques),
        entity_mappings=ENTITIES,
        custom_details=dict(detection.details) or None,
        event_grouping_settings={"aggregation_kind": sentinel.EventGroupingAggregationKind.ALERT_PER_RESULT},
        incident_configuration={
            "create_incident": True,
            "grouping_configuration": {
                "enabled": True,
                "lookback_duration": "P1D",
                "matching_method": sentinel.MatchingMethod.ALL_ENTITIES,
                "reopen_closed_incident": False,
            },
        },
        opts=opts,
    )


def triage(name: str, args: SentinelArgs, opts: ResourceOptions) -> sentinel.AutomationRule:
    """Give each severe incident its first two tasks, in the order they are done."""
    condition = sentinel.PropertyConditionPropertiesArgs(
        condition_type="Property",
        condition_properties=sentinel.AutomationRulePropertyValuesConditionArgs(
            property_name=sentinel.AutomationRulePropertyConditionSupportedProperty.INCIDENT_SEVERITY,
            operator=sentinel.AutomationRulePropertyConditionSupportedOperator.EQUALS,
            property_values=["High"],
        ),
    )
    tasks = (
        ("Is it break-glass?", "Compare time and account with the runbook's log of announced uses."),
        ("Contain", "Disable the account, or cordon the node and isolate the pod; then keep the evidence."),
    )
    return sentinel.AutomationRule(
        f"{name}-triage",
        automation_rule_id="triage",
        resource_group_name=args["resource_group_name"],
        workspace_name=args["workspace_name"],
        display_name="First steps of a severe incident",
        order=1,
        triggering_logic=sentinel.AutomationRuleTriggeringLogicArgs(
            is_enabled=True,
            triggers_on=sentinel.TriggersOn.INCIDENTS,
            triggers_when=sentinel.TriggersWhen.CREATED,
            conditions=[condition],
        ),
        actions=[
            sentinel.AutomationRuleAddIncidentTaskActionArgs(
                action_type="AddIncidentTask",
                order=order,
                action_configuration=sentinel.AddIncidentTaskActionPropertiesArgs(title=title, description=description),
            )
            for order, (title, description) in enumerate(tasks, 1)
        ],
        opts=opts,
    )
