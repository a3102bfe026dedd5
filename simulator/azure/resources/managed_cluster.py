"""Microsoft.ContainerService/managedClusters."""

from simulator.azure.arm import Inline, Resource
from simulator.azure.clusters import fills
from simulator.azure.ids import SUBSCRIPTION
from simulator.azure.rules.cluster_access import (
    aad_replaces_local_accounts,
    has_a_dns_prefix,
    issuer_stays,
    name_is_not_reserved,
    workload_identity_has_an_issuer,
)
from simulator.azure.rules.cluster_identity import (
    control_plane_may_assign_kubelet_identity,
    control_plane_may_join_subnets,
    control_plane_may_write_private_zone,
    custom_zone_has_user_assigned_identity,
)
from simulator.azure.rules.cluster_network import (
    api_server_subnet_is_delegated,
    cilium_policy_and_dataplane_agree,
    dns_service_ip_is_in_service_cidr,
    egress_has_its_route,
    pod_cidr_is_apart,
    service_cidr_is_apart,
)
from simulator.azure.rules.node_pools import one_system_pool_remains

RESOURCE = Resource(
    kind="azure-native:containerservice:ManagedCluster",
    # Azure answers with `resourcegroups` in lower case here, and only here.
    path=f"{SUBSCRIPTION}/resourcegroups/{{resourceGroupName}}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}",
    refuses=(
        name_is_not_reserved,
        has_a_dns_prefix,
        one_system_pool_remains,
        aad_replaces_local_accounts,
        issuer_stays,
        workload_identity_has_an_issuer,
        cilium_policy_and_dataplane_agree,
        dns_service_ip_is_in_service_cidr,
        service_cidr_is_apart,
        pod_cidr_is_apart,
        api_server_subnet_is_delegated,
        egress_has_its_route,
        custom_zone_has_user_assigned_identity,
        control_plane_may_write_private_zone,
        control_plane_may_join_subnets,
        control_plane_may_assign_kubelet_identity,
    ),
    fills=fills,
    replaces=frozenset(
        {
            "diskEncryptionSetID",
            "dnsPrefix",
            "fqdnSubdomain",
            "linuxProfile",
            "networkProfile.dnsServiceIP",
            "networkProfile.networkDataplane",
            "networkProfile.networkMode",
            "networkProfile.networkPlugin",
            "networkProfile.networkPluginMode",
            "networkProfile.networkPolicy",
            "networkProfile.outboundType",
            "networkProfile.podCidr",
            "networkProfile.podCidrs",
            "networkProfile.serviceCidr",
            "networkProfile.serviceCidrs",
            "nodeResourceGroup",
            "windowsProfile",
        }
    ),
    inline=(Inline(property="agentPoolProfiles", kind="azure-native:containerservice:AgentPool", complete=False),),
)
