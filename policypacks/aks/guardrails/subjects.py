"""What guardrails judge: a resource type, and the list it may also stand in on its owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, eq=False)  # each is one of its kind, so it can be a key
class Subject:
    """A kind of thing: the resources of type `token`, and the elements of lists on other types.

    A subnet, say, is a resource of its own or an element of a virtual network's `subnets`; to a check both are
    one thing.
    """

    token: str
    inline: Mapping[str, str] = field(default_factory=dict)
    """Owner's type -> the (dotted) property that lists the same things inline."""
    also: frozenset[str] = frozenset()
    """Further types that the same statement is made of, each as it is."""
    within: Mapping[str, str] = field(default_factory=dict)
    """Type -> the (dotted) path of the same thing within it, where `[]` stands for every element of a list."""
    patches: frozenset[str] = frozenset()
    """Of all these types the ones that hold a part of the thing only: what they leave out is not judged."""

    @property
    def tokens(self) -> frozenset[str]:
        """Every resource type that can carry the subject."""
        return frozenset({self.token, *self.inline, *self.also, *self.within, *self.patches})

    def listed_in(self, owner: str) -> str:
        """Return the type of what the owner lists inline: a list of Kubernetes says it in its name."""
        kind = owner.removesuffix("List")
        return kind if kind in self.also else self.token


MANAGED_CLUSTER = Subject("azure-native:containerservice:ManagedCluster")
AGENT_POOL = Subject(
    "azure-native:containerservice:AgentPool", {"azure-native:containerservice:ManagedCluster": "agentPoolProfiles"}
)
REGISTRY = Subject("azure-native:containerregistry:Registry")
VAULT = Subject("azure-native:keyvault:Vault")
KEY = Subject("azure-native:keyvault:Key")
VAULT_SECRET = Subject("azure-native:keyvault:Secret")
VIRTUAL_NETWORK = Subject("azure-native:network:VirtualNetwork")
SUBNET = Subject("azure-native:network:Subnet", {"azure-native:network:VirtualNetwork": "subnets"})
SECURITY_GROUP = Subject("azure-native:network:NetworkSecurityGroup")
SECURITY_RULE = Subject(
    "azure-native:network:SecurityRule", {"azure-native:network:NetworkSecurityGroup": "securityRules"}
)
ADMIN_RULE = Subject("azure-native:network:AdminRule")
PERIMETER_RULE = Subject("azure-native:network:NetworkSecurityPerimeterAccessRule")
PRIVATE_ENDPOINT = Subject("azure-native:network:PrivateEndpoint")
PRIVATE_DNS_ZONE_GROUP = Subject("azure-native:network:PrivateDnsZoneGroup")
PRIVATE_DNS_ZONE = Subject("azure-native:privatedns:PrivateZone")
DIAGNOSTIC_SETTING = Subject("azure-native:monitor:DiagnosticSetting")
WORKSPACE = Subject("azure-native:operationalinsights:Workspace")
IDENTITY = Subject("azure-native:managedidentity:UserAssignedIdentity")
ROLE_ASSIGNMENT = Subject("azure-native:authorization:RoleAssignment")
ELIGIBILITY = Subject("azure-native:authorization:PimRoleEligibilitySchedule")
ROLE_WITHIN_REACH = Subject(ROLE_ASSIGNMENT.token, also=frozenset({ELIGIBILITY.token}))
"""A role that somebody holds, or may activate."""
DELEGATION = Subject("azure-native:managedservices:RegistrationDefinition")
"""What another tenant may do, by Azure Lighthouse."""
DELEGATED_SCOPE = Subject("azure-native:managedservices:RegistrationAssignment")
DEFENDER_PLAN = Subject("azure-native:security:Pricing")
DEFENDER_OF_ONE = Subject(DEFENDER_PLAN.token, also=frozenset({"azure-native:security:DefenderForStorage"}))
"""A Defender plan or setting that may hold for one resource."""
RESOURCE_GROUP = Subject("azure-native:resources:ResourceGroup")
SUBNET_ALONE = Subject("azure-native:network:Subnet")
"""Subnets that are resources of their own, without those listed in a virtual network."""
VIRTUAL_NETWORK_LINK = Subject("azure-native:privatedns:VirtualNetworkLink")
VIRTUAL_NETWORK_PEERING = Subject(
    "azure-native:network:VirtualNetworkPeering", {"azure-native:network:VirtualNetwork": "virtualNetworkPeerings"}
)
VIRTUAL_MACHINE = Subject(
    "azure-native:compute:VirtualMachine", also=frozenset({"azure-native:compute:VirtualMachineScaleSet"})
)
NETWORK_INTERFACE = Subject("azure-native:network:NetworkInterface")
INTERFACE_ANYWHERE = Subject(
    NETWORK_INTERFACE.token,
    {
        "azure-native:compute:VirtualMachine": "networkProfile.networkInterfaceConfigurations",
        "azure-native:compute:VirtualMachineScaleSet": (
            "virtualMachineProfile.networkProfile.networkInterfaceConfigurations"
        ),
    },
)
"""A network interface, also one that a machine or a scale set makes with itself."""
PUBLIC_ADDRESS = Subject("azure-native:network:PublicIPAddress")
LOAD_BALANCER = Subject("azure-native:network:LoadBalancer")
INBOUND_NAT_RULE = Subject("azure-native:network:InboundNatRule")
NAT_GATEWAY = Subject("azure-native:network:NatGateway")
ROUTE_TABLE = Subject("azure-native:network:RouteTable")
FLOW_LOG = Subject("azure-native:network:FlowLog")
FIREWALL = Subject("azure-native:network:AzureFirewall")
FIREWALL_POLICY = Subject("azure-native:network:FirewallPolicy")
FIREWALL_RULES = Subject("azure-native:network:FirewallPolicyRuleCollectionGroup")
IP_GROUP = Subject("azure-native:network:IpGroup")
APPLICATION_GATEWAY = Subject("azure-native:network:ApplicationGateway")
WEB_FIREWALL_POLICY = Subject("azure-native:network:WebApplicationFirewallPolicy")
BASTION = Subject("azure-native:network:BastionHost")
REPLICATION = Subject("azure-native:containerregistry:Replication")
REGISTRY_TOKEN = Subject("azure-native:containerregistry:Token")
SCOPE_MAP = Subject("azure-native:containerregistry:ScopeMap")
WEBHOOK = Subject("azure-native:containerregistry:Webhook")
CACHE_RULE = Subject("azure-native:containerregistry:CacheRule")
REGISTRY_TASK = Subject("azure-native:containerregistry:Task")
TASK_OR_RUN = Subject(REGISTRY_TASK.token, also=frozenset({"azure-native:containerregistry:TaskRun"}))
CONTAINER_GROUP = Subject(
    "azure-native:containerinstance:ContainerGroup",
    also=frozenset({"azure-native:containerinstance:ContainerGroupProfile"}),
)
"""A container group, or the profile that groups are made from."""
CLUSTER_EXTENSION = Subject("azure-native:kubernetesconfiguration:Extension")
FLUX_CONFIGURATION = Subject("azure-native:kubernetesconfiguration:FluxConfiguration")
REGISTRY_AGENT_POOL = Subject("azure-native:containerregistry:AgentPool")
CONNECTED_REGISTRY = Subject("azure-native:containerregistry:ConnectedRegistry")
ACCESS_POLICY = Subject(
    "azure-native:keyvault:AccessPolicy", {"azure-native:keyvault:Vault": "properties.accessPolicies"}
)
MANAGED_HSM = Subject("azure-native:keyvault:ManagedHsm")
DISK = Subject("azure-native:compute:Disk")
DISK_ENCRYPTION_SET = Subject("azure-native:compute:DiskEncryptionSet")

MANAGEMENT_GROUP = Subject("azure-native:management:ManagementGroup")
ROLE_DEFINITION = Subject("azure-native:authorization:RoleDefinition")
FEDERATED_CREDENTIAL = Subject("azure-native:managedidentity:FederatedIdentityCredential")
STORAGE_ACCOUNT = Subject("azure-native:storage:StorageAccount")
BLOB_CONTAINER = Subject("azure-native:storage:BlobContainer")
LOGGED = Subject(
    MANAGED_CLUSTER.token,
    also=frozenset(
        {
            REGISTRY.token,
            SECURITY_GROUP.token,
            VAULT.token,
            WORKSPACE.token,
            "azure-native:network:ApplicationGateway",
            "azure-native:network:AzureFirewall",
            "azure-native:network:BastionHost",
            "azure-native:network:PublicIPAddress",
        }
    ),
)
"""What writes resource logs, as https://learn.microsoft.com/azure/azure-monitor/reference/logs-index lists them."""
LOCATED = Subject(
    RESOURCE_GROUP.token,
    also=frozenset(
        {
            IDENTITY.token,
            MANAGED_CLUSTER.token,
            PRIVATE_DNS_ZONE.token,
            PRIVATE_ENDPOINT.token,
            REGISTRY.token,
            SECURITY_GROUP.token,
            STORAGE_ACCOUNT.token,
            VAULT.token,
            VIRTUAL_NETWORK.token,
            WORKSPACE.token,
            "azure-native:network:ApplicationGateway",
            "azure-native:network:AzureFirewall",
            "azure-native:network:BastionHost",
            "azure-native:network:PublicIPAddress",
        }
    ),
)
"""What has a location and tags of its own, of the types the guardrails know."""
PRIVATE_LINK_SERVICE = Subject("azure-native:network:PrivateLinkService")
FLEET = Subject("azure-native:containerservice:Fleet")
TRUSTED_ACCESS_ROLE_BINDING = Subject("azure-native:containerservice:TrustedAccessRoleBinding")
JWT_AUTHENTICATOR = Subject("azure-native:containerservice:JWTAuthenticator")
MANAGED_NAMESPACE = Subject("azure-native:containerservice:ManagedNamespace")
MAINTENANCE_CONFIGURATION = Subject("azure-native:containerservice:MaintenanceConfiguration")
DEPLOYMENT_SAFEGUARD = Subject("azure-native:containerservice:DeploymentSafeguard")
POLICY_ASSIGNMENT = Subject("azure-native:authorization:PolicyAssignment")
DATA_COLLECTION_RULE = Subject("azure-native:monitor:DataCollectionRule")
DATA_COLLECTION_RULE_ASSOCIATION = Subject("azure-native:monitor:DataCollectionRuleAssociation")
ROUTE = Subject("azure-native:network:Route", {"azure-native:network:RouteTable": "routes"})
POLICY_EXEMPTION = Subject("azure-native:authorization:PolicyExemption")
LOCK = Subject(
    "azure-native:authorization:ManagementLockByScope",
    also=frozenset(
        {
            "azure-native:authorization:ManagementLockAtResourceGroupLevel",
            "azure-native:authorization:ManagementLockAtResourceLevel",
        }
    ),
)
"""A lock against deletion, by the full id of what it locks or by its names."""
LOG_CLUSTER = Subject("azure-native:operationalinsights:Cluster")
LOG_TABLE = Subject("azure-native:operationalinsights:Table")
APPLICATION_INSIGHTS = Subject("azure-native:applicationinsights:Component")
MONITOR_WORKSPACE = Subject("azure-native:monitor:AzureMonitorWorkspace")
MONITOR_PRIVATE_LINK = Subject("azure-native:monitor:PrivateLinkScope")
COLLECTION_ENDPOINT = Subject("azure-native:monitor:DataCollectionEndpoint")
SUBSCRIPTION_DIAGNOSTIC_SETTING = Subject("azure-native:monitor:SubscriptionDiagnosticSetting")
ACTION_GROUP = Subject("azure-native:monitor:ActionGroup")
ACTIVITY_LOG_ALERT = Subject("azure-native:monitor:ActivityLogAlert")
METRIC_ALERT = Subject("azure-native:monitor:MetricAlert")
QUERY_ALERT = Subject("azure-native:monitor:ScheduledQueryRule")
PROMETHEUS_RULES = Subject("azure-native:alertsmanagement:PrometheusRuleGroup")
SENTINEL = Subject("azure-native:securityinsights:SentinelOnboardingState")
SENTINEL_RULE = Subject("azure-native:securityinsights:ScheduledAlertRule")
SECURITY_CONTACT = Subject("azure-native:security:SecurityContact")
DEFENDER_EXPORT = Subject("azure-native:security:Automation")
BLOB_SERVICE = Subject("azure-native:storage:BlobServiceProperties")
BACKUP_VAULT = Subject("azure-native:dataprotection:BackupVault")
BACKUP_POLICY = Subject("azure-native:dataprotection:BackupPolicy")
STATIC_WEBSITE = Subject("azure-native:storage:StorageAccountStaticWebsite")
KEPT_DATA = Subject(VAULT.token, also=frozenset({REGISTRY.token, WORKSPACE.token}))
"""What holds data that no redeployment brings back."""
