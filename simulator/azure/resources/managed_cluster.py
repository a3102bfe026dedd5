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
from simulator.azure.rules.cluster_egress import (
    egress_fits_its_network,
    egress_has_its_table,
    egress_leads_to_an_appliance,
    gateway_is_at_the_nodes,
)
from simulator.azure.rules.cluster_identity import (
    control_plane_may_assign_kubelet_identity,
    control_plane_may_join_subnets,
    control_plane_may_write_private_zone,
    custom_zone_has_user_assigned_identity,
    kubelet_identity_goes_with_one_of_the_control_plane,
)
from simulator.azure.rules.cluster_keys import (
    etcd_key_is_usable,
    etcd_reaches_its_vault,
    etcd_says_how_its_vault_is_reached,
)
from simulator.azure.rules.cluster_network import (
    cilium_dataplane_has_its_policy,
    cilium_policy_has_its_dataplane,
    dns_service_ip_is_in_service_cidr,
    pod_cidr_is_apart,
    service_and_pods_have_ranges,
    service_cidr_is_apart,
    service_range_has_room,
)
from simulator.azure.rules.cluster_subnets import (
    api_server_subnet_is_delegated,
    overlay_names_are_short,
    vnet_integration_stays,
)
from simulator.azure.rules.cluster_zones import (
    network_knows_no_namesake,
    no_zone_needs_a_public_name,
    private_cluster_has_a_standard_balancer,
    ranges_are_of_a_public_server,
    zone_is_only_given_up,
    zone_is_the_regions,
)
from simulator.azure.rules.fixed import staying
from simulator.azure.rules.node_pools import (
    no_pool_is_introduced,
    one_system_pool_remains,
    pods_find_a_place,
    pools_say_their_mode,
)
from simulator.azure.rules.node_versions import version_is_offered, version_moves_one_step
from simulator.azure.rules.registry_access import kubelet_may_pull_what_nodes_start_from

RESOURCE = Resource(
    kind="azure-native:containerservice:ManagedCluster",
    # Azure answers with `resourcegroups` in lower case here, and only here.
    path=f"{SUBSCRIPTION}/resourcegroups/{{resourceGroupName}}/providers/Microsoft.ContainerService/managedClusters/{{resourceName}}",
    refuses=(
        name_is_not_reserved,
        has_a_dns_prefix,
        version_is_offered,
        version_moves_one_step,
        staying("enableRBAC"),
        pools_say_their_mode,
        one_system_pool_remains,
        no_pool_is_introduced,
        pods_find_a_place,
        aad_replaces_local_accounts,
        issuer_stays,
        workload_identity_has_an_issuer,
        private_cluster_has_a_standard_balancer,
        ranges_are_of_a_public_server,
        no_zone_needs_a_public_name,
        zone_is_only_given_up,
        vnet_integration_stays,
        zone_is_the_regions,
        cilium_dataplane_has_its_policy,
        cilium_policy_has_its_dataplane,
        service_and_pods_have_ranges,
        dns_service_ip_is_in_service_cidr,
        service_range_has_room,
        service_cidr_is_apart,
        pod_cidr_is_apart,
        overlay_names_are_short,
        api_server_subnet_is_delegated,
        egress_fits_its_network,
        gateway_is_at_the_nodes,
        egress_has_its_table,
        egress_leads_to_an_appliance,
        custom_zone_has_user_assigned_identity,
        control_plane_may_write_private_zone,
        control_plane_may_join_subnets,
        kubelet_identity_goes_with_one_of_the_control_plane,
        control_plane_may_assign_kubelet_identity,
        etcd_says_how_its_vault_is_reached,
        etcd_reaches_its_vault,
        etcd_key_is_usable,
    ),
    fails=(network_knows_no_namesake, kubelet_may_pull_what_nodes_start_from),
    fills=fills,
    write_only=("windowsProfile.adminPassword",),
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
    settles=True,
)
