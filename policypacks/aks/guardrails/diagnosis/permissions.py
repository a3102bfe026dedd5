"""What whoever deploys must be allowed to do, derived from the types of resources that the last result has or makes.

It is the control plane's writes. Azure asks for more on what a resource is linked to, of which only joining a network
and assigning an identity are known here. Sources: https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
and, for the roles, https://learn.microsoft.com/azure/role-based-access-control/built-in-roles.
"""

from collections.abc import Iterator
from typing import Final

from guardrails.diagnosis.check import Check, State
from guardrails.report.model import Result
from guardrails.tokens import ARM_TYPES, unversioned
from guardrails.urns import type_of

_AZURE: Final = "azure-native:"
_FURTHER: Final = {
    "azure-native:alertsmanagement:AlertProcessingRuleByName": "Microsoft.AlertsManagement/actionRules",
    "azure-native:applicationinsights:Workbook": "Microsoft.Insights/workbooks",
    "azure-native:authorization:ManagementLockByScope": "Microsoft.Authorization/locks",
    "azure-native:consumption:Budget": "Microsoft.Consumption/budgets",
    "azure-native:dashboard:Grafana": "Microsoft.Dashboard/grafana",
    "azure-native:dashboard:ManagedPrivateEndpoint": "Microsoft.Dashboard/grafana/managedPrivateEndpoints",
    "azure-native:dataprotection:BackupInstance": "Microsoft.DataProtection/backupVaults/backupInstances",
    "azure-native:eventgrid:SystemTopic": "Microsoft.EventGrid/systemTopics",
    "azure-native:eventgrid:SystemTopicEventSubscription": "Microsoft.EventGrid/systemTopics/eventSubscriptions",
    "azure-native:monitor:PrivateLinkScopedResource": "Microsoft.Insights/privateLinkScopes/scopedResources",
    "azure-native:monitor:SubscriptionDiagnosticSetting": "Microsoft.Insights/diagnosticSettings",
    "azure-native:operationalinsights:Query": "Microsoft.OperationalInsights/queryPacks/queries",
    "azure-native:operationalinsights:QueryPack": "Microsoft.OperationalInsights/queryPacks",
    "azure-native:resources:Deployment": "Microsoft.Resources/deployments",
    "azure-native:resources:DeploymentAtSubscriptionScope": "Microsoft.Resources/deployments",
    "azure-native:resources:ResourceGroup": "Microsoft.Resources/subscriptions/resourceGroups",
    "azure-native:securityinsights:ASCDataConnector": "Microsoft.SecurityInsights/dataConnectors",
    "azure-native:securityinsights:AutomationRule": "Microsoft.SecurityInsights/automationRules",
    "azure-native:securityinsights:ScheduledAlertRule": "Microsoft.SecurityInsights/alertRules",
}
"""Types that no guardrail judges, and the one whose operation is not named as its type."""
_LINKED: Final = {
    "azure-native:managedidentity:UserAssignedIdentity": "assign",
    "azure-native:network:NatGateway": "join",
    "azure-native:network:NetworkSecurityGroup": "join",
    "azure-native:network:PublicIPAddress": "join",
    "azure-native:network:RouteTable": "join",
    "azure-native:network:Subnet": "join",
}
"""What is asked of whoever makes another resource depend on one of these."""
_ALSO_REGISTERED: Final = {
    # https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes, for the add-on.
    "azure-native:containerservice:ManagedCluster": "Microsoft.PolicyInsights",
    # https://learn.microsoft.com/azure/governance/policy/assign-policy-azurecli
    "azure-native:authorization:PolicyAssignment": "Microsoft.PolicyInsights",
    # https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept, for redundancy and immutability.
    "azure-native:dataprotection:BackupVault": "Microsoft.RecoveryServices",
    # https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2
    "azure-native:kubernetesconfiguration:FluxConfiguration": "Microsoft.Kubernetes",
    # https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-manage
    "azure-native:network:FlowLog": "Microsoft.Insights",
}
"""Resource providers that work behind a type of another one."""
_NAMES_ITS_OPERATIONS: Final = "Microsoft.Authorization/"
_ROLES: Final = {
    "Microsoft.Authorization/roleAssignments": "Role Based Access Control Administrator",
    "Microsoft.Authorization/roleDefinitions": "User Access Administrator",
    "Microsoft.Authorization/roleEligibilityScheduleRequests": "User Access Administrator",
    "Microsoft.Authorization/locks": "Locks Contributor",
    "Microsoft.Authorization/policyAssignments": "Resource Policy Contributor",
    "Microsoft.Authorization/policyDefinitions": "Resource Policy Contributor",
    "Microsoft.Authorization/policySetDefinitions": "Resource Policy Contributor",
    "Microsoft.Authorization/policyExemptions": "Resource Policy Contributor",
}
"""What Contributor is denied (`Microsoft.Authorization/*/Write`), and the narrowest built-in role that has it."""


def permissions(result: Result) -> Iterator[Check]:
    """Yield the operations and the built-in roles that have them, the providers, and what is not known."""
    types = {one.type for one in result.resources if one.custom and one.type.startswith(_AZURE)}
    operated = {**ARM_TYPES, **_FURTHER}
    known = {operated[one] for one in types if one in operated}
    known |= {kind for one in result.resources for kind in one.makes}
    linked = {
        f"{ARM_TYPES[target]}/{_LINKED[target]}/action"
        for one in result.resources
        for urns in one.depends_on.values()
        for urn in urns
        if (target := unversioned(type_of(urn))) in _LINKED and one.custom
    }
    if not types:
        yield Check("permissions", State.UNKNOWN, "the last result has no resources of azure-native")
        return
    operations = sorted({f"{one}/write" for one in known} | linked)
    roles = {role for one, role in _ROLES.items() if one in known}
    if any(not one.startswith(_NAMES_ITS_OPERATIONS) for one in known):
        roles.add("Contributor")
    text = f"{len(operations)} operations; built-in roles that have them: {', '.join(sorted(roles)) or 'none is known'}"
    yield Check("permissions", State.NOTE, text, "Grant them to whoever deploys.", tuple(operations))
    namespaces = sorted(
        {one.split("/")[0] for one in known} | {_ALSO_REGISTERED[one] for one in types & {*_ALSO_REGISTERED}}
    )
    fix = "Register each in the subscription: `az provider register --namespace <name>`."
    yield Check("resource providers", State.NOTE, f"{len(namespaces)}: {', '.join(namespaces)}", fix, tuple(namespaces))
    unknown = sorted(one for one in types if one not in operated)
    if unknown:
        text = f"{len(unknown)} types whose operations are not known here: {', '.join(unknown)}"
        yield Check("permissions", State.UNKNOWN, text, "Look them up in Azure's list of operations.", tuple(unknown))
