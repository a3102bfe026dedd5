// A registry, a cluster and a team in TypeScript; ../components-yaml is the same in YAML.

import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as hardened from "@pulumi/hardened-aks";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const stem = config.get("stem") ?? "shop-dev-weu-x7k2";
const location = "westeurope";
const kubernetesVersion = "1.36";
const podCidr = "100.64.0.0/16";
const availabilityZones = ["1", "2", "3"];
const tags = { owner: "platform-team" };
const protectData = false; // true in production: Pulumi then refuses to delete what holds data

const { subscriptionId, tenantId, objectId } = authorization.getClientConfigOutput();
const group = new resources.ResourceGroup("group", { resourceGroupName: `rg-${stem}`, location, tags });
const named = { stem, resourceGroupName: group.name, tags };

// Logs, network, and who is told.
const logs = new hardened.Monitoring("logs", {
    ...named,
    retentionDays: 90,
    private: false,
    protectData,
});
const workspaceId = logs.workspaceId;
const network = new hardened.Network("network", {
    ...named,
    zonesGroupName: group.name,
    location,
    addressSpace: "10.20.0.0/20",
    podCidr,
    egress: "natGateway",
    spokes: [],
    destinations: [],
    buildAgents: false,
    ddosPlan: "none",
    workspaceId,
});
const subnetId = network.privateEndpointsSubnetId;
new hardened.FlowLogs("flows", {
    ...named,
    subscriptionId,
    location,
    networkId: network.virtualNetworkId,
    subnetId,
    zoneId: network.blobZoneId,
    workspaceId,
    protectData,
});
const people = new hardened.ActionGroup("people", { ...named, emails: ["platform-team@example.com"] });

// The platform's keys, and apart from them the teams' secrets.
const vaultArgs = {
    ...named,
    subscriptionId,
    tenantId,
    deployerId: objectId,
    deployerType: "ServicePrincipal",
    subnetId,
    zoneId: network.vaultZoneId,
    workspaceId,
    actionGroupIds: [people.actionGroupId],
    protectData,
};
const vault = new hardened.KeyVault("vault", { ...vaultArgs, use: "platform" });
const applicationVault = new hardened.KeyVault("application-vault", { ...vaultArgs, use: "applications" });
const key = (keyName: string, use: hardened.types.enums.KeyUse) =>
    new hardened.EncryptionKey(
        `${keyName}-key`,
        { use, keyName, vaultName: vault.vaultName, resourceGroupName: group.name, protectData },
        { dependsOn: vault },
    );

const registry = new hardened.Registry("registry", {
    ...named,
    subscriptionId,
    vaultId: vault.vaultId,
    keyUri: key("registry", "wrap").keyUri,
    workspaceId,
    softDelete: false,
    replicaRegions: [],
    protectData,
});
const registryEndpoint = new hardened.PrivateEndpoint("registry-endpoint", {
    ...named,
    role: "registry",
    resourceId: registry.replicatedId,
    groupId: "registry",
    subnetId,
    zoneId: network.registryZoneId,
});

const disks = new hardened.DiskEncryption("disks", {
    ...named,
    subscriptionId,
    vaultId: vault.vaultId,
    keyVersionUri: key("disks", "wrap").keyVersionUri,
    protectData,
});
const subnets = {
    nodesSubnetId: network.nodesSubnetId,
    apiServerSubnetId: network.apiServerSubnetId,
    clusterZoneId: network.clusterZoneId,
};
const identities = new hardened.ClusterIdentities(
    "identities",
    {
        ...named,
        ...subnets,
        subscriptionId,
        virtualNetworkId: network.virtualNetworkId,
        registryId: registry.registryId,
        vaultId: vault.vaultId,
        diskEncryptionSetId: disks.setId,
    },
    { dependsOn: registryEndpoint }, // nodes pull from the registry as soon as there are any
);
const cluster = new hardened.Cluster("cluster", {
    ...named,
    ...subnets,
    tenantId,
    adminGroupIds: ["7d6a1c9e-3f52-4b8a-9c07-5e21d8f4a6b3"],
    tier: "Standard",
    kubernetesVersion,
    controlPlaneId: identities.controlPlaneId,
    kubeletId: identities.kubeletId,
    kubeletClientId: identities.kubeletClientId,
    kubeletPrincipalId: identities.kubeletPrincipalId,
    outboundType: "userAssignedNATGateway",
    podCidr,
    serviceCidr: "100.127.0.0/20",
    systemPool: {
        name: "system",
        vmSize: "Standard_D4ds_v5",
        minCount: 3,
        maxCount: 5,
        taints: ["CriticalAddonsOnly=true:NoSchedule"],
        profile: "standard",
    },
    availabilityZones,
    scaling: "autoscaler",
    mesh: false,
    safeguards: "Enforce",
    unguardedNamespaces: [],
    certificateAuthorities: [],
    maintenance: { day: "Sunday", start: "01:00", utcOffset: "+01:00", hours: 6, freezes: [] },
    vaultId: vault.vaultId,
    diskEncryptionSetId: disks.setId,
    etcdKeyId: key("etcd", "encrypt").keyVersionUri,
    workspaceId,
    containerRuleId: logs.containerRuleId,
    auditReads: false,
    prometheus: false,
});
// A workspace takes these some minutes after it is there.
new hardened.LogTables(
    "logs-tables",
    { resourceGroupName: group.name, workspaceName: `log-${stem}`, retentionDays: 90, containerLogPlan: "Basic", tags },
    { dependsOn: [cluster] },
);
new hardened.NodePool("apps", {
    size: { name: "apps", vmSize: "Standard_D4ds_v5", minCount: 1, maxCount: 3, taints: [], profile: "standard" },
    scaling: "autoscaler",
    clusterName: cluster.clusterName,
    resourceGroupName: group.name,
    subnetId: network.nodesSubnetId,
    kubernetesVersion,
    availabilityZones,
    tags,
});

// A team: who it is in Azure, and its place in the cluster, written as files for Flux.
const secrets = ["orders-database"];
const shop = new hardened.TeamIdentity("shop-identity", {
    ...named,
    subscriptionId,
    oidcIssuerUrl: cluster.oidcIssuerUrl,
    vaultId: applicationVault.vaultId,
    team: "shop",
    secrets,
});
const files = new kubernetes.Provider("files", { renderYamlToDirectory: config.get("manifests") ?? "manifests" });
new hardened.Team(
    "shop",
    {
        declaration: {
            name: "shop",
            operators: "9b4c1d27-5e83-4f60-a2d9-7c1e8f3b5a06",
            developers: "ac5d2e38-6f94-4071-b3ea-8d2f9a4c6b17",
            quota: "small",
            secrets,
            egressHosts: [],
            exposed: false,
        },
        kubernetesVersion,
        entrance: {},
        clientId: shop.clientId,
        tenantId,
        vaultName: applicationVault.vaultName,
        protectData,
    },
    { providers: [files] },
);

export const registryServer = registry.loginServer;
export const clusterName = cluster.clusterName;
