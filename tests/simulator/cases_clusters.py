"""What Azure refuses of clusters, beside its neighbour that it takes."""

from typing import Any

from simulator.azure import roles
from tests.simulator.acts import (
    CLUSTER,
    Act,
    Case,
    after,
    cluster,
    link,
    other_group,
    role_lost,
    updated,
    zone,
)
from tests.simulator.cluster_acts import (
    access,
    accessed,
    api_server_in,
    api_server_subnet,
    bare,
    nodes_in_subnet,
    only_roles,
    open_cluster,
    system_assigned_with_zone,
    zone_named,
)
from tests.simulator.etcd_acts import etcd, open_etcd, public_etcd

ZONE = "private.westeurope.azmk8s.io"


def administered(first: Act) -> Act:
    """Act, and ask for the local account of the cluster."""
    return after(
        first,
        lambda platform: platform.invoke(
            "containerservice:listManagedClusterAdminCredentials", resourceGroupName="rg", resourceName="aks"
        ),
    )


def two_pools(mode: str | None) -> Act:
    """Create a cluster that lists a system pool, and another one."""
    first = {"name": "system", "mode": "System", "count": 1, "vmSize": "Standard_D4s_v5"}
    return open_cluster(agentPoolProfiles=[first, {**first, "name": "user", "mode": mode}])


def upgraded(first: str, then: str, **inputs: Any) -> Act:
    """Create a cluster with one version and move it to another."""
    return updated(
        CLUSTER,
        lambda _: bare(kubernetesVersion=first, **inputs),
        lambda _: bare(kubernetesVersion=then, **inputs),
    )


def kubelet_of_its_own(*, own: bool) -> Act:
    """Create a cluster whose nodes have an identity of the platform's, and its control plane too, or not."""

    def act(platform: Any) -> object:
        group = str(platform.network["id"]).split("/providers/")[0]
        platform.grant(platform.control, roles.Role.OWNER, group)
        assigned = {"type": "UserAssigned", "userAssignedIdentities": [platform.control["id"]]}
        kubelet = {"kubeletidentity": {"resourceId": platform.images["id"]}}
        identity = assigned if own else {"type": "SystemAssigned"}
        return open_cluster(identity=identity, identityProfile=kubelet)(platform)

    return act


NO_ACCOUNTS = {"oidcIssuerProfile": {"enabled": False}, "securityProfile": {}}

CASES: dict[str, Case] = {
    "name_is_not_reserved": ("InvalidParameter", cluster(resourceName="my-windows-aks"), cluster(resourceName="aks2")),
    "has_a_dns_prefix": ("InvalidParameter", cluster("fqdnSubdomain"), cluster("fqdnSubdomain", dnsPrefix="platform")),
    "one_system_pool_remains": ("MustDefineAtLeastOneSystemPool", cluster(pool={"mode": "User"}), cluster()),
    "pools_say_their_mode": ("InvalidParameter", two_pools(None), two_pools("User")),
    "aad_replaces_local_accounts": (
        "BadRequest",
        cluster("aadProfile"),
        cluster("aadProfile", disableLocalAccounts=False),
    ),
    "issuer_stays": (
        "OIDCIssuerFeatureCannotBeDisabled",
        updated(CLUSTER, lambda p: p.cluster_inputs(), lambda p: p.cluster_inputs(**NO_ACCOUNTS)),
        updated(CLUSTER, lambda p: p.cluster_inputs(**NO_ACCOUNTS), lambda p: p.cluster_inputs()),
    ),
    "workload_identity_has_an_issuer": ("BadRequest", cluster("oidcIssuerProfile"), cluster(**NO_ACCOUNTS)),
    "cilium_dataplane_has_its_policy": (
        "BadRequest",
        cluster(network={"networkPolicy": "calico"}),
        cluster(network={"networkPolicy": "calico", "networkDataplane": "azure"}),
    ),
    "cilium_policy_has_its_dataplane": (
        "NetworkPolicyNotSupported",
        cluster(network={"networkDataplane": "azure"}),
        cluster(),
    ),
    "service_and_pods_have_ranges": (
        "CidrStringParseError",
        cluster(network={"serviceCidr": "10.0.300.0/16"}),
        cluster(network={"serviceCidr": "10.0.0.0/16"}),
    ),
    "service_and_pods_have_ranges[mask]": (
        "CidrStringParseError",
        cluster(network={"podCidr": "10.244.0.0"}),
        cluster(network={"podCidr": "10.244.0.0/16"}),
    ),
    "dns_service_ip_is_in_service_cidr[zero]": (
        "DnsServiceIpOutOfServiceCidr",
        cluster(network={"dnsServiceIP": "010.0.0.10"}),
        cluster(network={"dnsServiceIP": "10.0.0.10"}),
    ),
    "dns_service_ip_is_in_service_cidr": (
        "DnsServiceIpOutOfServiceCidr",
        cluster(network={"dnsServiceIP": "10.1.0.10"}),
        cluster(network={"dnsServiceIP": "10.0.0.53"}),
    ),
    "service_cidr_is_apart": (
        "ServiceCidrOverlapExistingSubnetsCidr",
        cluster(network={"serviceCidr": "10.10.4.0/24", "dnsServiceIP": "10.10.4.10"}),
        cluster(network={"serviceCidr": "10.10.8.0/24", "dnsServiceIP": "10.10.8.10"}),
    ),
    "pod_cidr_is_apart": (
        "NetworkProfileCIDROverlapVNET",
        cluster(network={"podCidr": "10.10.128.0/17"}),
        cluster(network={"podCidr": "10.11.0.0/16"}),
    ),
    "api_server_subnet_is_delegated": ("BadRequest", api_server_in("endpoints"), api_server_in("api")),
    "custom_zone_has_user_assigned_identity": ("BadRequest", system_assigned_with_zone, open_cluster()),
    "control_plane_may_write_private_zone": (
        "CustomPrivateDNSZoneMissingPermissionError",
        role_lost("control", cluster()),
        cluster(),
    ),
    "control_plane_may_join_subnets": (
        "LinkedAuthorizationFailed",
        role_lost("control", lambda p: only_roles(p, roles.Role.PRIVATE_DNS_ZONE_CONTRIBUTOR)),
        role_lost("control", lambda p: only_roles(p, roles.Role.CONTRIBUTOR)),
    ),
    "control_plane_may_assign_kubelet_identity": (
        "CustomKubeletIdentityMissingPermissionError",
        role_lost("control", lambda p: only_roles(p, roles.Role.NETWORK_CONTRIBUTOR)),
        role_lost("control", lambda p: only_roles(p, roles.Role.OWNER)),
    ),
    "kubelet_identity_goes_with_one_of_the_control_plane": (
        "CustomKubeletIdentityOnlySupportedOnUserAssignedMSICluster",
        kubelet_of_its_own(own=False),
        kubelet_of_its_own(own=True),
    ),
    "has_a_dns_prefix[zone]": (
        "BadRequest",
        open_cluster(fqdnSubdomain="platform", dnsPrefix=None),
        open_cluster(dnsPrefix="platform"),
    ),
    "version_is_offered": (
        "K8sVersionNotSupported",
        open_cluster(kubernetesVersion="1.24"),
        open_cluster(kubernetesVersion="1.36"),
    ),
    "version_is_offered[plan]": (
        "K8sVersionNotSupported",
        open_cluster(kubernetesVersion="1.33"),
        open_cluster(kubernetesVersion="1.33", supportPlan="AKSLongTermSupport"),
    ),
    "version_moves_one_step": ("OperationNotAllowed", upgraded("1.35", "1.37"), upgraded("1.35", "1.36")),
    "version_moves_one_step[back]": ("OperationNotAllowed", upgraded("1.36", "1.35"), upgraded("1.36", "1.36")),
    "version_moves_one_step[patch]": (
        "OperationNotAllowed",
        upgraded("1.36.4", "1.36.3"),
        upgraded("1.36.4", "1.36.5"),
    ),
    "version_moves_one_step[plan]": (
        "OperationNotAllowed",
        upgraded("1.35", "1.37"),
        upgraded("1.35", "1.37", supportPlan="AKSLongTermSupport"),
    ),
    "properties_stay": (
        "PropertyChangeNotAllowed",
        updated(CLUSTER, lambda _: bare(enableRBAC=True), lambda _: bare(enableRBAC=False)),
        updated(CLUSTER, lambda _: bare(enableRBAC=True), lambda _: bare()),
    ),
    "pods_find_a_place": (
        "CanNotTaintAllAgentPools",
        cluster(pool={"nodeTaints": ["team=shop:NoSchedule"]}),
        cluster(pool={"nodeTaints": ["CriticalAddonsOnly=true:NoSchedule"]}),
    ),
    "local_accounts_are_on": ("BadRequest", administered(cluster()), administered(cluster(disableLocalAccounts=False))),
    "zone_is_the_regions": (
        "BadRequest",
        zone_named("privatelink.westeurope.azmk8s.io"),
        zone_named("apps.private.westeurope.azmk8s.io"),
    ),
    "zone_is_the_regions[length]": (
        "BadRequest",
        zone_named(f"{'a' * 33}.private.westeurope.azmk8s.io"),
        zone_named(f"{'a' * 32}.private.westeurope.azmk8s.io"),
    ),
    "no_zone_needs_a_public_name": (
        "BadRequest",
        access(enablePrivateCluster=True, privateDNSZone="none", enablePrivateClusterPublicFQDN=False),
        access(enablePrivateCluster=True, privateDNSZone="none", enablePrivateClusterPublicFQDN=True),
    ),
    "zone_is_only_given_up": (
        "BadRequest",
        updated(CLUSTER, lambda _: bare(), lambda p: bare(apiServerAccessProfile={"privateDNSZone": p.zone["id"]})),
        updated(CLUSTER, lambda _: bare(), lambda _: bare(apiServerAccessProfile={"privateDNSZone": "none"})),
    ),
    "ranges_are_of_a_public_server": (
        "BadRequest",
        access(enablePrivateCluster=True, authorizedIPRanges=["203.0.113.0/24"]),
        access(enablePrivateCluster=False, authorizedIPRanges=["203.0.113.0/24"]),
    ),
    "private_cluster_has_a_standard_balancer": (
        "PrivateClusterNotSupportedWithBasicLoadBalancer",
        cluster(network={"loadBalancerSku": "basic"}),
        cluster(network={"loadBalancerSku": "standard"}),
    ),
    "network_knows_no_namesake": (
        "CreateOrUpdateVirtualNetworkLinkFailed",
        after(after(other_group, zone(ZONE, group="other")), after(link(ZONE, "other"), cluster())),
        after(link(ZONE), cluster()),
    ),
    "vnet_integration_stays": (
        "BadRequest",
        updated(CLUSTER, lambda p: p.cluster_inputs(), lambda p: accessed(p, enableVnetIntegration=False)),
        updated(CLUSTER, lambda p: p.cluster_inputs(), lambda p: p.cluster_inputs(tags={"a": "b"})),
    ),
    "service_range_has_room": (
        "BadRequest",
        cluster(network={"serviceCidr": "172.16.0.0/12", "dnsServiceIP": "172.16.0.10"}),
        cluster(network={"serviceCidr": "172.16.0.0/13", "dnsServiceIP": "172.16.0.10"}),
    ),
    "service_range_has_room[first]": (
        "DnsServiceIpConflicting",
        cluster(network={"dnsServiceIP": "10.0.0.1"}),
        cluster(network={"dnsServiceIP": "10.0.0.2"}),
    ),
    "service_range_has_room[pods]": (
        "PodCidrOverlapServiceCidr",
        cluster(network={"podCidr": "10.0.128.0/17"}),
        cluster(network={"podCidr": "10.1.128.0/17"}),
    ),
    "overlay_names_are_short": (
        "BadRequest",
        nodes_in_subnet("n" * 64, "10.10.6.0/24"),
        nodes_in_subnet("n" * 63, "10.10.6.0/24"),
    ),
    "api_server_subnet_is_delegated[size]": (
        "BadRequest",
        api_server_subnet("10.10.6.0/29"),
        api_server_subnet("10.10.6.0/28"),
    ),
    "api_server_subnet_is_delegated[network]": (
        "BadRequest",
        api_server_subnet("10.20.0.0/28", "other"),
        api_server_subnet("10.10.6.0/27"),
    ),
    "api_server_subnet_is_delegated[nodes]": (
        "BadRequest",
        api_server_subnet("10.10.6.0/26", also_nodes=True),
        api_server_subnet("10.10.6.0/26"),
    ),
    "etcd_says_how_its_vault_is_reached": ("BadRequest", etcd(keyVaultNetworkAccess=None), etcd()),
    "etcd_says_how_its_vault_is_reached[vault]": ("BadRequest", etcd(keyVaultResourceId=None), etcd()),
    "etcd_reaches_its_vault": ("BadRequest", public_etcd(closed=True), public_etcd(closed=False)),
    "etcd_reaches_its_vault[identity]": ("BadRequest", open_etcd(own_identity=False), open_etcd()),
    "etcd_reaches_its_vault[integration]": ("BadRequest", open_etcd(integrated=False), open_etcd()),
    "etcd_reaches_its_vault[role]": ("BadRequest", etcd(roles.Role.KEY_VAULT_CRYPTO_USER), etcd()),
    "etcd_key_is_usable": (
        "AzureKeyVaultKmsValidateIdentityPermissionCustomerError",
        etcd(roles.Role.KEY_VAULT_CONTRIBUTOR, roles.Role.KEY_VAULT_CRYPTO_SERVICE_ENCRYPTION_USER),
        etcd(roles.Role.KEY_VAULT_CONTRIBUTOR, roles.Role.KEY_VAULT_CRYPTO_OFFICER),
    ),
}
