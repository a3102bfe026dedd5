"""One name for each resource type, however a program came to it."""

from typing import Final

from guardrails.kinds import current

# Types that moved between major versions of azure-native, v2 name -> v3 name, or that the SDK has under a former name.
# Source: the v3 migration guide of the azure-native provider and the modules of pulumi_azure_native 3.29.
_MOVED: Final = {
    "azure-native:documentdb:DatabaseAccount": "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:insights:ActionGroup": "azure-native:monitor:ActionGroup",
    "azure-native:insights:ActivityLogAlert": "azure-native:monitor:ActivityLogAlert",
    "azure-native:insights:Component": "azure-native:applicationinsights:Component",
    "azure-native:insights:DataCollectionEndpoint": "azure-native:monitor:DataCollectionEndpoint",
    "azure-native:insights:DataCollectionRule": "azure-native:monitor:DataCollectionRule",
    "azure-native:insights:DataCollectionRuleAssociation": "azure-native:monitor:DataCollectionRuleAssociation",
    "azure-native:insights:DiagnosticSetting": "azure-native:monitor:DiagnosticSetting",
    "azure-native:insights:MetricAlert": "azure-native:monitor:MetricAlert",
    "azure-native:insights:PrivateLinkScope": "azure-native:monitor:PrivateLinkScope",
    "azure-native:insights:ScheduledQueryRule": "azure-native:monitor:ScheduledQueryRule",
    "azure-native:insights:SubscriptionDiagnosticSetting": "azure-native:monitor:SubscriptionDiagnosticSetting",
    "azure-native:network:NspAccessRule": "azure-native:network:NetworkSecurityPerimeterAccessRule",
    "azure-native:network:PrivateZone": "azure-native:privatedns:PrivateZone",
    "azure-native:network:VirtualNetworkLink": "azure-native:privatedns:VirtualNetworkLink",
}

ARM_TYPES: Final = {
    "azure-native:alertsmanagement:PrometheusRuleGroup": "Microsoft.AlertsManagement/prometheusRuleGroups",
    "azure-native:applicationinsights:Component": "Microsoft.Insights/components",
    "azure-native:authorization:PimRoleEligibilitySchedule": "Microsoft.Authorization/roleEligibilityScheduleRequests",
    "azure-native:authorization:PolicyAssignment": "Microsoft.Authorization/policyAssignments",
    "azure-native:authorization:PolicyDefinition": "Microsoft.Authorization/policyDefinitions",
    "azure-native:authorization:PolicyExemption": "Microsoft.Authorization/policyExemptions",
    "azure-native:authorization:RoleAssignment": "Microsoft.Authorization/roleAssignments",
    "azure-native:authorization:RoleDefinition": "Microsoft.Authorization/roleDefinitions",
    "azure-native:compute:Disk": "Microsoft.Compute/disks",
    "azure-native:compute:DiskEncryptionSet": "Microsoft.Compute/diskEncryptionSets",
    "azure-native:compute:VirtualMachine": "Microsoft.Compute/virtualMachines",
    "azure-native:compute:VirtualMachineScaleSet": "Microsoft.Compute/virtualMachineScaleSets",
    "azure-native:containerinstance:ContainerGroup": "Microsoft.ContainerInstance/containerGroups",
    "azure-native:containerinstance:ContainerGroupProfile": "Microsoft.ContainerInstance/containerGroupProfiles",
    "azure-native:containerregistry:AgentPool": "Microsoft.ContainerRegistry/registries/agentPools",
    "azure-native:containerregistry:CacheRule": "Microsoft.ContainerRegistry/registries/cacheRules",
    "azure-native:containerregistry:ConnectedRegistry": "Microsoft.ContainerRegistry/registries/connectedRegistries",
    "azure-native:containerregistry:Registry": "Microsoft.ContainerRegistry/registries",
    "azure-native:containerregistry:Replication": "Microsoft.ContainerRegistry/registries/replications",
    "azure-native:containerregistry:ScopeMap": "Microsoft.ContainerRegistry/registries/scopeMaps",
    "azure-native:containerregistry:Task": "Microsoft.ContainerRegistry/registries/tasks",
    "azure-native:containerregistry:TaskRun": "Microsoft.ContainerRegistry/registries/taskRuns",
    "azure-native:containerregistry:Token": "Microsoft.ContainerRegistry/registries/tokens",
    "azure-native:containerregistry:Webhook": "Microsoft.ContainerRegistry/registries/webhooks",
    "azure-native:containerservice:AgentPool": "Microsoft.ContainerService/managedClusters/agentPools",
    "azure-native:containerservice:DeploymentSafeguard": "Microsoft.ContainerService/deploymentSafeguards",
    "azure-native:containerservice:JWTAuthenticator": "Microsoft.ContainerService/managedClusters/jwtAuthenticators",
    "azure-native:containerservice:MaintenanceConfiguration": (
        "Microsoft.ContainerService/managedClusters/maintenanceConfigurations"
    ),
    "azure-native:containerservice:ManagedCluster": "Microsoft.ContainerService/managedClusters",
    "azure-native:containerservice:ManagedNamespace": "Microsoft.ContainerService/managedClusters/managedNamespaces",
    "azure-native:containerservice:TrustedAccessRoleBinding": (
        "Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings"
    ),
    "azure-native:dataprotection:BackupPolicy": "Microsoft.DataProtection/backupVaults/backupPolicies",
    "azure-native:dataprotection:BackupVault": "Microsoft.DataProtection/backupVaults",
    "azure-native:keyvault:AccessPolicy": "Microsoft.KeyVault/vaults/accessPolicies",
    "azure-native:keyvault:Key": "Microsoft.KeyVault/vaults/keys",
    "azure-native:keyvault:ManagedHsm": "Microsoft.KeyVault/managedHSMs",
    "azure-native:keyvault:Secret": "Microsoft.KeyVault/vaults/secrets",
    "azure-native:keyvault:Vault": "Microsoft.KeyVault/vaults",
    "azure-native:kubernetesconfiguration:Extension": "Microsoft.KubernetesConfiguration/extensions",
    "azure-native:kubernetesconfiguration:FluxConfiguration": "Microsoft.KubernetesConfiguration/fluxConfigurations",
    "azure-native:managedidentity:FederatedIdentityCredential": (
        "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"
    ),
    "azure-native:managedidentity:UserAssignedIdentity": "Microsoft.ManagedIdentity/userAssignedIdentities",
    "azure-native:managedservices:RegistrationAssignment": "Microsoft.ManagedServices/registrationAssignments",
    "azure-native:managedservices:RegistrationDefinition": "Microsoft.ManagedServices/registrationDefinitions",
    "azure-native:management:ManagementGroup": "Microsoft.Management/managementGroups",
    "azure-native:monitor:ActionGroup": "Microsoft.Insights/actionGroups",
    "azure-native:monitor:ActivityLogAlert": "Microsoft.Insights/activityLogAlerts",
    "azure-native:monitor:AzureMonitorWorkspace": "Microsoft.Monitor/accounts",
    "azure-native:monitor:DataCollectionEndpoint": "Microsoft.Insights/dataCollectionEndpoints",
    "azure-native:monitor:DataCollectionRule": "Microsoft.Insights/dataCollectionRules",
    "azure-native:monitor:DataCollectionRuleAssociation": "Microsoft.Insights/dataCollectionRuleAssociations",
    "azure-native:monitor:DiagnosticSetting": "Microsoft.Insights/diagnosticSettings",
    "azure-native:monitor:MetricAlert": "Microsoft.Insights/metricAlerts",
    "azure-native:monitor:PrivateLinkScope": "Microsoft.Insights/privateLinkScopes",
    "azure-native:monitor:ScheduledQueryRule": "Microsoft.Insights/scheduledQueryRules",
    "azure-native:network:AdminRule": (
        "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules"
    ),
    "azure-native:network:ApplicationGateway": "Microsoft.Network/applicationGateways",
    "azure-native:network:AzureFirewall": "Microsoft.Network/azureFirewalls",
    "azure-native:network:BastionHost": "Microsoft.Network/bastionHosts",
    "azure-native:network:FirewallPolicy": "Microsoft.Network/firewallPolicies",
    "azure-native:network:FirewallPolicyRuleCollectionGroup": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
    "azure-native:network:FlowLog": "Microsoft.Network/networkWatchers/flowLogs",
    "azure-native:network:InboundNatRule": "Microsoft.Network/loadBalancers/inboundNatRules",
    "azure-native:network:IpGroup": "Microsoft.Network/ipGroups",
    "azure-native:network:LoadBalancer": "Microsoft.Network/loadBalancers",
    "azure-native:network:NatGateway": "Microsoft.Network/natGateways",
    "azure-native:network:NetworkInterface": "Microsoft.Network/networkInterfaces",
    "azure-native:network:NetworkSecurityGroup": "Microsoft.Network/networkSecurityGroups",
    "azure-native:network:NetworkSecurityPerimeterAccessRule": (
        "Microsoft.Network/networkSecurityPerimeters/profiles/accessRules"
    ),
    "azure-native:network:PrivateDnsZoneGroup": "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
    "azure-native:network:PrivateEndpoint": "Microsoft.Network/privateEndpoints",
    "azure-native:network:PrivateLinkService": "Microsoft.Network/privateLinkServices",
    "azure-native:network:PublicIPAddress": "Microsoft.Network/publicIPAddresses",
    "azure-native:network:Route": "Microsoft.Network/routeTables/routes",
    "azure-native:network:RouteTable": "Microsoft.Network/routeTables",
    "azure-native:network:SecurityRule": "Microsoft.Network/networkSecurityGroups/securityRules",
    "azure-native:network:Subnet": "Microsoft.Network/virtualNetworks/subnets",
    "azure-native:network:VirtualNetwork": "Microsoft.Network/virtualNetworks",
    "azure-native:network:VirtualNetworkPeering": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
    "azure-native:network:WebApplicationFirewallPolicy": (
        "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies"
    ),
    "azure-native:operationalinsights:Cluster": "Microsoft.OperationalInsights/clusters",
    "azure-native:operationalinsights:Table": "Microsoft.OperationalInsights/workspaces/tables",
    "azure-native:operationalinsights:Workspace": "Microsoft.OperationalInsights/workspaces",
    "azure-native:privatedns:PrivateZone": "Microsoft.Network/privateDnsZones",
    "azure-native:privatedns:VirtualNetworkLink": "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    "azure-native:resources:ResourceGroup": "Microsoft.Resources/resourceGroups",
    "azure-native:security:Automation": "Microsoft.Security/automations",
    "azure-native:security:DefenderForStorage": "Microsoft.Security/defenderForStorageSettings",
    "azure-native:security:Pricing": "Microsoft.Security/pricings",
    "azure-native:security:SecurityContact": "Microsoft.Security/securityContacts",
    "azure-native:securityinsights:SentinelOnboardingState": "Microsoft.SecurityInsights/onboardingStates",
    "azure-native:storage:BlobContainer": "Microsoft.Storage/storageAccounts/blobServices/containers",
    "azure-native:storage:BlobServiceProperties": "Microsoft.Storage/storageAccounts/blobServices",
    "azure-native:storage:StorageAccount": "Microsoft.Storage/storageAccounts",
}
"""The ARM type of every resource type that a guardrail judges or follows."""

MADE_BY_REQUEST: Final = {
    "Microsoft.Authorization/roleAssignmentScheduleRequests": "azure-native:authorization:RoleAssignment",
}
"""ARM types that the SDK has no class for -> the type of what Azure makes when asked so, with the same properties.

Source: https://learn.microsoft.com/azure/role-based-access-control/pim-integration.
"""

CARRYING: Final = frozenset(
    {
        "microsoft.resources/deployments",
        "microsoft.resources/deploymentscripts",
        "microsoft.resources/deploymentstacks",
    }
)
"""ARM types, in lower case, whose template or script makes further resources."""

GENERIC: Final = "azure-native:resources:Resource"
ENVELOPED: Final = frozenset(
    {
        "azure-native:containerservice:JWTAuthenticator",
        "azure-native:containerservice:ManagedNamespace",
        "azure-native:dataprotection:BackupPolicy",
        "azure-native:dataprotection:BackupVault",
        "azure-native:keyvault:Key",
        "azure-native:keyvault:ManagedHsm",
        "azure-native:keyvault:Secret",
        "azure-native:keyvault:Vault",
        "azure-native:managedservices:RegistrationAssignment",
        "azure-native:managedservices:RegistrationDefinition",
        "azure-native:security:DefenderForStorage",
    }
)
"""The SDK keeps ARM's `properties` envelope for these and flattens it for the others."""


def is_foreign(token: str) -> bool:
    """Tell whether the type is one of another provider of Azure's resources, which no guardrail judges.

    The classic provider, and those that Pulumi takes over from Terraform.
    """
    return token.partition(":")[0] in {"azapi", "azure", "azurerm"}


def unversioned(token: str) -> str:
    """Return the current, unversioned name of a type.

    `azure-native:containerservice/v20250901:ManagedCluster`, a local package's
    `azure-native_containerservice_v20250901:containerservice:ManagedCluster` and a v2 name are one type; so are
    `kubernetes:apps/v1beta1:Deployment` and `kubernetes:apps/v1:Deployment`.
    """
    package, _, rest = token.partition(":")
    if package == "kubernetes":
        return current(token)
    module, _, kind = rest.partition(":")
    if package != "azure-native" and not package.startswith("azure-native_"):
        return token
    plain = f"azure-native:{module.split('/')[0]}:{kind}"
    return _MOVED.get(plain, plain)
