"""A cluster in Azure and an object on it, with the credentials that Azure hands out: one program, one update."""

from base64 import b64decode

import pulumi
import pulumi_kubernetes as k8s
from pulumi_azure_native import containerservice, resources

group = resources.ResourceGroup("group", location="westeurope")
cluster = containerservice.ManagedCluster(
    "cluster",
    resource_group_name=group.name,
    location=group.location,
    dns_prefix="platform",
    identity={"type": containerservice.ResourceIdentityType.SYSTEM_ASSIGNED},
    aad_profile={"managed": True, "enable_azure_rbac": True},
    agent_pool_profiles=[{"name": "system", "mode": "System", "count": 1, "vm_size": "Standard_D4s_v5"}],
)
credentials = containerservice.list_managed_cluster_user_credentials_output(
    resource_group_name=group.name, resource_name=cluster.name
)
kubeconfig = credentials.kubeconfigs.apply(lambda found: b64decode(found[0].value).decode())
provider = k8s.Provider("cluster", kubeconfig=kubeconfig)
k8s.core.v1.ConfigMap(
    "note",
    metadata={"name": "from-the-platform", "namespace": "default"},
    data={"cluster": cluster.name},
    opts=pulumi.ResourceOptions(provider=provider),
)
