"""A private cluster with its registry, vault, network and roles, small enough to be built hundreds of times.

It does without the classes of the provider SDK, whose import would take half of each run. The setting `grown` asks for
a change of every sort: something more, something less, updates, and a replacement.
"""

import os
import signal
from typing import Any

import pulumi

signal.signal(signal.SIGINT, lambda *_: os._exit(1))

config = pulumi.Config()
grown = config.get_bool("grown") or False
password = config.require_secret("password")
tags = {"stage": "grown" if grown else "planted"}

client = pulumi.runtime.invoke_output("azure-native:authorization:getClientConfig", {}).apply(dict)

OUTPUTS = ("name", "principalId", "clientId", "keyUri", "oidcIssuerProfile")


class Azure(pulumi.CustomResource):
    """A resource of a type by its inputs."""

    def __init__(self, kind: str, name: str, after: tuple[pulumi.Resource, ...] = (), /, **inputs: Any) -> None:
        outputs = dict.fromkeys(OUTPUTS)
        super().__init__(
            f"azure-native:{kind}", name, {**outputs, **inputs}, pulumi.ResourceOptions(depends_on=list(after))
        )

    def __getitem__(self, output: str) -> pulumi.Output[Any]:
        value: pulumi.Output[Any] = getattr(self, output)
        return value


group = Azure("resources:ResourceGroup", "group", resourceGroupName="rg", location="westeurope", tags=tags)


def inside(kind: str, name: str, after: tuple[pulumi.Resource, ...] = (), /, **inputs: Any) -> Azure:
    """Make a resource of the group."""
    return Azure(kind, name, after, resourceGroupName=group["name"], **inputs)


def identity(name: str) -> Azure:
    """Make an identity."""
    return inside("managedidentity:UserAssignedIdentity", name, resourceName=f"id-{name}")


def grant(name: str, to: Any, role: str, scope: Any, kind: str = "ServicePrincipal") -> pulumi.Resource:
    """Give somebody a built-in role."""
    definition = pulumi.Output.format(
        "/subscriptions/{0}/providers/Microsoft.Authorization/roleDefinitions/{1}", client["subscriptionId"], role
    )
    return Azure(
        "authorization:RoleAssignment",
        name,
        principalId=to,
        principalType=kind,
        roleDefinitionId=definition,
        scope=scope,
    )


def zone(name: str, private_zone_name: str) -> tuple[Azure, Azure]:
    """Make a private zone that the network sees."""
    made = inside("privatedns:PrivateZone", name, privateZoneName=private_zone_name, location="global")
    link = inside(
        "privatedns:VirtualNetworkLink",
        name,
        privateZoneName=made["name"],
        virtualNetworkLinkName="platform",
        virtualNetwork={"id": vnet.id},
        location="global",
    )
    return made, link


def endpoint(name: str, service: Any, sub_resource: str, names: Azure) -> None:
    """Give a service an address in the network."""
    made = inside(
        "network:PrivateEndpoint",
        name,
        privateEndpointName=f"pe-{name}",
        customNetworkInterfaceName=f"nic-{name}",
        subnet={"id": endpoints.id},
        privateLinkServiceConnections=[{"name": name, "privateLinkServiceId": service, "groupIds": [sub_resource]}],
    )
    inside(
        "network:PrivateDnsZoneGroup",
        name,
        privateDnsZoneGroupName="default",
        privateEndpointName=made["name"],
        privateDnsZoneConfigs=[{"name": name, "privateDnsZoneId": names.id}],
    )


def subnet(name: str, prefix: str, after: pulumi.Resource) -> Azure:
    """Make a subnet; Azure takes one write to a network at a time."""
    return inside(
        "network:Subnet",
        name,
        (after,),
        subnetName=name,
        virtualNetworkName=vnet["name"],
        addressPrefix=prefix,
        networkSecurityGroup={"id": rules.id},
    )


def logged(name: str, resource: Any, category: str) -> None:
    """Send a log to the workspace."""
    logs = [{"category": category, "enabled": True}]
    Azure("monitor:DiagnosticSetting", name, name="logs", resourceUri=resource, workspaceId=workspace.id, logs=logs)


workspace = inside("operationalinsights:Workspace", "logs", workspaceName="logs", retentionInDays=60 if grown else 30)
vnet = inside(
    "network:VirtualNetwork", "vnet", virtualNetworkName="vnet", addressSpace={"addressPrefixes": ["10.10.0.0/16"]}
)
rules = inside("network:NetworkSecurityGroup", "rules", networkSecurityGroupName="rules")
nodes = subnet("nodes", "10.10.0.0/22", vnet)
endpoints = subnet("endpoints", "10.10.4.0/24", nodes)

vault = inside(
    "keyvault:Vault",
    "vault",
    vaultName="kv-chaos",
    properties={
        "tenantId": client["tenantId"],
        "sku": {"family": "A", "name": "premium"},
        "enablePurgeProtection": True,
        "enableRbacAuthorization": True,
    },
    tags=tags,
)
may_make_keys = grant("deployer", client["objectId"], "14b46e9e-c2b7-41b4-b07b-48a6ebf60603", vault.id, kind="User")
key = inside(
    "keyvault:Key", "key", (may_make_keys,), vaultName=vault["name"], keyName="images", properties={"kty": "RSA"}
)
inside("keyvault:Secret", "secret", vaultName=vault["name"], secretName="webhook", properties={"value": password})
images = identity("images")
may_use_key = grant("images-key", images["principalId"], "e147488a-f6f5-4113-8e2d-b22465e65bf6", key.id)
registry = inside(
    "containerregistry:Registry",
    "registry",
    (may_use_key,),
    registryName="chaosimages",
    sku={"name": "Premium"},
    publicNetworkAccess="Disabled",
    identity={"type": "UserAssigned", "userAssignedIdentities": images.id.apply(lambda arm_id: {arm_id: {}})},
    encryption={"keyVaultProperties": {"identity": images["clientId"], "keyIdentifier": key["keyUri"]}},
    tags=tags,
)
registries, registries_seen = zone("registry", "privatelink.azurecr.io")
vaults, vaults_seen = zone("vault", "privatelink.vaultcore.azure.net")
clusters, clusters_seen = zone("cluster", "privatelink.westeurope.azmk8s.io")
endpoint("registry", registry.id, "registry", registries)
endpoint("vault", vault.id, "vault", vaults)

control, kubelet, workload = identity("control"), identity("kubelet"), identity("workload")
granted = (
    grant("control-network", control["principalId"], "4d97b98b-1d4f-4787-a291-c67834d212e7", vnet.id),
    grant("control-zone", control["principalId"], "b12aa53e-6015-4669-85d0-8515ebb3ae7f", clusters.id),
    grant("control-kubelet", control["principalId"], "f1a07417-d97a-45cb-824c-7a7467783830", kubelet.id),
)
grant("kubelet-pull", kubelet["principalId"], "7f951dda-4ed3-4680-a7ca-43fe172d538d", registry.id)
grant("workload-secrets", workload["principalId"], "4633458b-17de-408a-b874-0445c86b69e6", vault.id)
cluster = inside(
    "containerservice:ManagedCluster",
    "cluster",
    (*granted, registries_seen, vaults_seen, clusters_seen),
    resourceName="aks",
    fqdnSubdomain="chaos",
    identity={"type": "UserAssigned", "userAssignedIdentities": [control.id]},
    identityProfile={
        "kubeletidentity": {
            "resourceId": kubelet.id,
            "clientId": kubelet["clientId"],
            "objectId": kubelet["principalId"],
        }
    },
    apiServerAccessProfile={"enablePrivateCluster": True, "privateDNSZone": clusters.id},
    oidcIssuerProfile={"enabled": True},
    securityProfile={"workloadIdentity": {"enabled": True}},
    agentPoolProfiles=[
        {"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5", "vnetSubnetID": nodes.id}
    ],
    tags={**tags, "note": pulumi.Output.concat("rotated-", password)},
)


def pool(name: str, size: str, count: int) -> None:
    """Make a pool of nodes."""
    inside(
        "containerservice:AgentPool",
        name,
        agentPoolName=name,
        resourceName=cluster["name"],
        mode="User",
        count=count,
        vmSize=size,
        vnetSubnetID=nodes.id,
    )


pool("apps", "Standard_D8s_v5" if grown else "Standard_D4s_v5", 2)
pool("batch" if grown else "spare", "Standard_D4s_v5", 1)
issuer = cluster["oidcIssuerProfile"]["issuerURL"]
inside(
    "managedidentity:FederatedIdentityCredential",
    "workload",
    federatedIdentityCredentialResourceName="workload",
    resourceName=workload["name"],
    issuer=issuer,
    subject="system:serviceaccount:shop:web",
    audiences=["api://AzureADTokenExchange"],
)
logged("cluster", cluster.id, "kube-audit-admin")
logged("vault", vault.id, "AuditEvent")
inside("network:RouteTable", "later" if grown else "earlier", routeTableName="later" if grown else "earlier")

pulumi.export("issuer", issuer)
pulumi.export("password", password)
