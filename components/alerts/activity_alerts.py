"""Whoever changes what protects the platform, in Azure itself, is noticed within minutes."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import monitor

from components.naming import Kind
from components.naming import name as azure_name

OPERATIONS = {
    "cluster-deleted": "Microsoft.ContainerService/managedClusters/delete",
    "cluster-admin-credentials": "Microsoft.ContainerService/managedClusters/listClusterAdminCredential/action",
    "cluster-run-command": "Microsoft.ContainerService/managedClusters/runCommand/action",
    "vault-deleted": "Microsoft.KeyVault/vaults/delete",
    "vault-access-policy": "Microsoft.KeyVault/vaults/accessPolicies/write",
    "registry-deleted": "Microsoft.ContainerRegistry/registries/delete",
    "registry-credentials": "Microsoft.ContainerRegistry/registries/listCredentials/action",
    "role-granted": "Microsoft.Authorization/roleAssignments/write",
    "identity-federated": "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/write",
    "lock-removed": "Microsoft.Authorization/locks/delete",
    "policy-assigned": "Microsoft.Authorization/policyAssignments/write",
    "policy-unassigned": "Microsoft.Authorization/policyAssignments/delete",
    "policy-exempted": "Microsoft.Authorization/policyExemptions/write",
    "diagnostics-removed": "Microsoft.Insights/diagnosticSettings/delete",
    "network-group-changed": "Microsoft.Network/networkSecurityGroups/write",
    "network-group-deleted": "Microsoft.Network/networkSecurityGroups/delete",
    "network-rules-changed": "Microsoft.Network/networkSecurityGroups/securityRules/write",
    "network-rules-deleted": "Microsoft.Network/networkSecurityGroups/securityRules/delete",
    "firewall-policy-changed": "Microsoft.Network/firewallPolicies/write",
    "firewall-rules-changed": "Microsoft.Network/firewallPolicies/ruleCollectionGroups/write",
    "route-changed": "Microsoft.Network/routeTables/routes/write",
    "public-address-changed": "Microsoft.Network/publicIPAddresses/write",
    "public-address-deleted": "Microsoft.Network/publicIPAddresses/delete",
    "security-solution-changed": "Microsoft.Security/securitySolutions/write",
    "security-solution-deleted": "Microsoft.Security/securitySolutions/delete",
    "private-endpoint-removed": "Microsoft.Network/privateEndpoints/delete",
}
"""Operations that nobody does by the way; see
https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations."""


class ActivityAlertsArgs(TypedDict):
    """What the alerts need from their caller."""

    stem: str
    """What all names of the stack have in common."""
    resource_group_name: Input[str]
    """Resource group that owns the alerts."""
    resource_group_id: Input[str]
    """ARM id of the resource group that is watched."""
    subscription_id: Input[str]
    """Subscription whose services are watched."""
    action_group_id: Input[str]
    """ARM id of who is told."""
    tags: Input[Mapping[str, str]]
    """Tags of the alerts."""


class ActivityAlerts(ComponentResource):
    """Alerts on the activity log: sensitive operations, violated policies, and the health of Azure itself."""

    def __init__(self, name: str, args: ActivityAlertsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ActivityAlerts", name, {**args}, opts)
        group, subscription = args["resource_group_id"], Output.format("/subscriptions/{0}", args["subscription_id"])
        for role, operation in OPERATIONS.items():
            self._alert(args, role, group, f"Somebody did {operation}.", Administrative=operation)
        self._alert(
            args,
            "policy-denied",
            group,
            "Azure Policy refused a change.",
            Policy="Microsoft.Authorization/policies/deny/action",
        )
        self._alert(
            args,
            "policy-violated",
            group,
            "A change violates a policy that only reports.",
            Policy="Microsoft.Authorization/policies/audit/action",
        )
        self._alert(args, "resource-health", group, "A resource of the platform is not healthy.", ResourceHealth="")
        # What policies refuse is defined for a subscription as a whole, and so Azure tells of its own incidents.
        definition = "Microsoft.Authorization/policyDefinitions/write"
        self._alert(args, "policy-defined", subscription, f"Somebody did {definition}.", Administrative=definition)
        self._alert(args, "service-health", subscription, "A service of Azure has an incident.", ServiceHealth="")
        self.register_outputs({})

    def _alert(
        self, args: ActivityAlertsArgs, role: str, scope: Input[str], description: str, **operation: str
    ) -> None:
        ((category, operation_name),) = operation.items()
        conditions: list[monitor.AlertRuleAnyOfOrLeafConditionArgsDict] = [{"field": "category", "equals": category}]
        if operation_name:
            conditions.append({"field": "operationName", "equals": operation_name})
        if category == "Administrative":
            # The log has a line for the start and one for the end.
            conditions.append({"field": "status", "equals": "Succeeded"})
        monitor.ActivityLogAlert(
            role,
            activity_log_alert_name=azure_name(Kind.ALERT_RULE, args["stem"], role),
            resource_group_name=args["resource_group_name"],
            location="global",
            description=description,
            enabled=True,
            scopes=[scope],
            condition={"all_of": conditions},
            actions={"action_groups": [{"action_group_id": args["action_group_id"]}]},
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
