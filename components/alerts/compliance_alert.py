"""What drifts out of compliance after its deployment is told, whoever caused it."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.identity.identity import Identity
from components.identity.role_grant import RoleGrant
from components.identity.roles import Role
from components.naming import Kind
from components.naming import name as azure_name

QUERY = """arg("").policyresources
| where type =~ "microsoft.policyinsights/policystates"
| where properties.complianceState =~ "NonCompliant"
| where tostring(properties.resourceId) startswith "{0}"
| project Resource = tostring(properties.resourceId), Assignment = tostring(properties.policyAssignmentName)"""
"""States of Azure Policy, those of the cluster's own policies included:
https://learn.microsoft.com/azure/governance/policy/samples/resource-graph-samples."""


class ComplianceAlertArgs(TypedDict):
    """What the alert needs from its caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the alert."""
    resource_group_id: Input[str]
    """ARM id of the resource group that is judged."""
    subscription_id: Input[str]
    """Subscription of the resource group."""
    workspace_id: Input[str]
    """ARM id of the workspace through which Azure Resource Graph is asked."""
    action_group_id: Input[str]
    """ARM id of who is told."""
    tags: Input[Mapping[str, str]]
    """Tags of alert and identity."""


class ComplianceAlert(ComponentResource):
    """Hourly alert while anything in the resource group violates a policy, asked with an identity that may read it."""

    def __init__(self, name: str, args: ComplianceAlertArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ComplianceAlert", name, {**args}, opts)
        identity = Identity(
            name,
            {
                "stem": args["stem"],
                "role": "compliance",
                "resource_group_name": args["resource_group_name"],
                "tags": args["tags"],
            },
            ResourceOptions(parent=self),
        )
        # The group holds the workspace too, which the query goes through:
        # https://learn.microsoft.com/azure/azure-monitor/logs/azure-monitor-data-explorer-proxy
        reading = RoleGrant(
            name,
            {
                "subscription_id": args["subscription_id"],
                "principal_id": identity.principal_id,
                "role": Role.READER,
                "scope": args["resource_group_id"],
                "reason": "The alert on compliance reads the state of every resource of the platform.",
            },
            ResourceOptions(parent=self),
        )
        monitor.ScheduledQueryRule(
            name,
            rule_name=azure_name(Kind.ALERT_RULE, args["stem"], "compliance"),
            resource_group_name=args["resource_group_name"],
            display_name="A resource violates a policy",
            description="Each row names the resource and the assignment, which is named after the guardrail.",
            kind=monitor.Kind.LOG_ALERT,
            identity={"type": monitor.IdentityType.USER_ASSIGNED, "user_assigned_identities": [identity.id]},
            scopes=[args["workspace_id"]],
            severity=2,
            enabled=True,
            evaluation_frequency="PT1H",
            window_size="PT1H",
            auto_mitigate=True,
            skip_query_validation=True,
            criteria={
                "all_of": [
                    {
                        "query": Output.format(QUERY, args["resource_group_id"]),
                        "time_aggregation": monitor.TimeAggregation.COUNT,
                        "operator": "GreaterThan",
                        "threshold": 0,
                        "failing_periods": {"number_of_evaluation_periods": 1, "min_failing_periods_to_alert": 1},
                    }
                ]
            },
            actions={"action_groups": [args["action_group_id"]]},
            tags=args["tags"],
            opts=ResourceOptions(parent=self, depends_on=[reading]),
        )
        self.register_outputs({})
