"""How Azure names properties, parents and resources where the SDK's classes name them otherwise."""

from collections.abc import Mapping
from typing import Final

PARENT_NAMES: Final = {
    "backupVaults": "vaultName",
    "firewallPolicies": "firewallPolicyName",
    "loadBalancers": "loadBalancerName",
    "managedClusters": "resourceName",
    "networkManagers": "networkManagerName",
    "networkSecurityGroups": "networkSecurityGroupName",
    "networkSecurityPerimeters": "networkSecurityPerimeterName",
    "networkWatchers": "networkWatcherName",
    "privateDnsZones": "privateZoneName",
    "privateEndpoints": "privateEndpointName",
    "profiles": "profileName",
    "registries": "registryName",
    "routeTables": "routeTableName",
    "ruleCollections": "ruleCollectionName",
    "securityAdminConfigurations": "configurationName",
    "storageAccounts": "accountName",
    "userAssignedIdentities": "resourceName",
    "vaults": "vaultName",
    "virtualNetworks": "virtualNetworkName",
    "workspaces": "workspaceName",
}
"""ARM's name of a parent type -> the property by which the SDK's class of a child names its parent."""

_TIMES: Final = {"properties.attributes.exp": "expires", "properties.attributes.nbf": "notBefore"}
NAMED_OTHERWISE: Final[Mapping[str, Mapping[str, str]]] = {
    "azure-native:containerregistry:Registry": {"networkRuleSet.ipRules.value": "iPAddressOrRange"},
    "azure-native:keyvault:Key": {**_TIMES, "properties.release_policy": "releasePolicy"},
    "azure-native:keyvault:Secret": _TIMES,
    "azure-native:storage:StorageAccount": {
        "encryption.identity": "encryptionIdentity",
        "encryption.encryptionIdentity.userAssignedIdentity": "encryptionUserAssignedIdentity",
        "isNfsV3Enabled": "enableNfsV3",
        "networkAcls": "networkRuleSet",
        "networkRuleSet.ipRules.value": "iPAddressOrRange",
        "supportsHttpsTrafficOnly": "enableHttpsTrafficOnly",
    },
}
"""Type -> ARM's path of a property, applied in this order -> the name that the SDK gives it.

Source: `x-ms-client-name` in Azure's specifications, as the attribute maps of the azure-mgmt packages have it.
"""


NAMES: Final = {
    "AdminRule": "ruleName",
    "BackupVault": "vaultName",
    "BlobContainer": "containerName",
    "BlobServiceProperties": "blobServicesName",
    "DataCollectionRuleAssociation": "associationName",
    "DefenderForStorage": "settingName",
    "FederatedIdentityCredential": "federatedIdentityCredentialResourceName",
    "FirewallPolicyRuleCollectionGroup": "ruleCollectionGroupName",
    "IpGroup": "ipGroupsName",
    "MaintenanceConfiguration": "configName",
    "MetricAlert": "ruleName",
    "NetworkSecurityPerimeterAccessRule": "accessRuleName",
    "PrivateLinkScope": "scopeName",
    "PrivateLinkService": "serviceName",
    "PrometheusRuleGroup": "ruleGroupName",
    "RegistrationAssignment": "registrationAssignmentId",
    "RegistrationDefinition": "registrationDefinitionId",
    "ScheduledQueryRule": "ruleName",
    "StorageAccount": "accountName",
    "VirtualMachine": "vmName",
    "VirtualMachineScaleSet": "vmScaleSetName",
    "WebApplicationFirewallPolicy": "policyName",
}
"""Kind -> the property of the SDK's class with the name in Azure, where it is neither called after the kind, nor
`resourceName` or `name`."""
SCOPED: Final = {
    "azure-native:authorization:PimRoleEligibilitySchedule": "scope",
    "azure-native:authorization:PolicyAssignment": "scope",
    "azure-native:authorization:PolicyExemption": "scope",
    "azure-native:authorization:RoleAssignment": "scope",
    "azure-native:managedservices:RegistrationAssignment": "scope",
    "azure-native:managedservices:RegistrationDefinition": "scope",
    "azure-native:monitor:DiagnosticSetting": "resourceUri",
    "azure-native:security:DefenderForStorage": "resourceId",
    "azure-native:security:Pricing": "scopeId",
}
"""Type -> the property that says what it is about; the generic resource says it by where it lies."""
TEXTS: Final = frozenset(
    {
        "actionproperties",
        "additionalextensionproperties",
        "additionalproperties",
        "annotations",
        "autoscalerprofile",
        "config",
        "configurationprotectedsettings",
        "configurationsettings",
        "customheaders",
        "customproperties",
        "emptydir",
        "enforce",
        "extensions",
        "extensionsettings",
        "keyvaluepairs",
        "labelincludefilter",
        "labels",
        "mappings",
        "metadata",
        "nodelabels",
        "parameters",
        "podlabels",
        "policyrule",
        "protectedsettings",
        "secret",
        "secretreference",
        "settings",
        "substitute",
        "tags",
        "webhookproperties",
    }
)
"""Properties, in lower case, in which Azure keeps "true" as a text; elsewhere it stands for a boolean."""
