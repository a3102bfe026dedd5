"""Rule -> the code Azure refuses with, an act that it refuses, and a neighbour that it lets pass."""

from simulator.azure import roles
from tests.simulator import cases_platform
from tests.simulator.acts import (
    CLUSTER,
    GROUP,
    GUIDS,
    POOL,
    REGISTRY,
    Act,
    address,
    after,
    cluster,
    created,
    credential,
    deleted,
    endpoint,
    granted,
    in_vault,
    link,
    maintenance,
    network_space,
    nsg,
    nsg_id,
    other_group,
    plain_registry,
    plan,
    protecting,
    registry,
    revaulted,
    role_lost,
    rule,
    setting,
    settings,
    subnet,
    updated,
    vault,
    zone,
)
from tests.simulator.cluster_acts import (
    api_server_in,
    nodes_in,
    only_roles,
    open_cluster,
    pool,
    pool_id,
    routed,
    system_assigned_with_zone,
)
from tests.simulator.network_acts import bastion, firewall, peered_with

NO_ACCOUNTS = {"oidcIssuerProfile": {"enabled": False}, "securityProfile": {}}

CASES: dict[str, tuple[str, Act, Act]] = {
    "group_exists": (
        "ResourceGroupNotFound",
        created("network:VirtualNetwork", resourceGroupName="none", virtualNetworkName="v", location="westeurope"),
        created("network:VirtualNetwork", virtualNetworkName="v", **GROUP),
    ),
    "parent_exists": (
        "ParentResourceNotFound",
        created("network:Subnet", resourceGroupName="rg", virtualNetworkName="none", subnetName="s"),
        subnet("s", "10.10.6.0/24"),
    ),
    "references_exist": (
        "InvalidResourceReference",
        after(nsg, lambda p: p.subnet("s", "10.10.6.0/24", networkSecurityGroup={"id": p.network["id"] + "x"})),
        after(nsg, lambda p: p.subnet("s", "10.10.6.0/24", networkSecurityGroup={"id": nsg_id(p).upper()})),
    ),
    "subnet_fits_its_network": ("NetcfgInvalidSubnet", subnet("s", "10.11.0.0/24"), subnet("s", "10.10.6.0/24")),
    "address_space_holds_its_subnets": (
        "NetcfgInvalidSubnet",
        network_space("10.10.0.0/22"),
        network_space("10.10.0.0/20"),
    ),
    "subnet_is_not_in_use": (
        "InUseSubnetCannotBeDeleted",
        after(cluster(), deleted("network:Subnet", "api")),
        after(cluster(), deleted("network:Subnet", "endpoints")),
    ),
    "is_not_referenced[networkSecurityGroup.id]": (
        "InUseNetworkSecurityGroupCannotBeDeleted",
        *protecting("network:NetworkSecurityGroup", "networkSecurityGroupName", "networkSecurityGroup"),
    ),
    "is_not_referenced[routeTable.id]": (
        "InUseRouteTableCannotBeDeleted",
        *protecting("network:RouteTable", "routeTableName", "routeTable"),
    ),
    "is_not_referenced[natGateway.id]": (
        "InUseNatGatewayCannotBeDeleted",
        *protecting("network:NatGateway", "natGatewayName", "natGateway"),
    ),
    "is_not_listed[publicIpAddresses]": (
        "PublicIPAddressCannotBeDeleted",
        address(used=True),
        address(used=False),
    ),
    "subnet_is_the_firewalls": ("BadRequest", firewall("firewall"), firewall()),
    "subnet_is_the_firewalls[size]": ("BadRequest", firewall(prefix="10.10.6.0/27"), firewall(prefix="10.10.6.0/25")),
    "subnet_is_the_bastions": ("SubnetNameMustBeAzureBastionSubnet", bastion("bastion"), bastion()),
    "subnet_is_the_bastions[size]": ("BadRequest", bastion(prefix="10.10.6.0/27"), bastion(prefix="10.10.6.0/25")),
    "networks_are_apart": (
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        peered_with("10.10.128.0/17"),
        peered_with("10.11.0.0/16"),
    ),
    "priority_is_free": (
        "SecurityRuleConflict",
        after(nsg, after(rule("a", 100), rule("b", 100))),
        after(nsg, after(rule("a", 100), rule("b", 101))),
    ),
    "group_is_offered": ("BadRequest", endpoint(["registry"]), endpoint(["vault"])),
    "target_accepts_private_endpoints": (
        "BadRequest",
        after(plain_registry("Basic"), endpoint(["registry"], "registry")),
        after(plain_registry("Premium"), endpoint(["registry"], "registry")),
    ),
    "zone_is_global": ("LocationNotAvailableForResourceType", zone("a.b", "westeurope"), zone("a.b", "Global")),
    "network_has_no_such_namespace": (
        "BadRequest",
        after(
            after(other_group, after(zone("a.b"), zone("a.b", group="other"))), after(link("a.b"), link("a.b", "other"))
        ),
        after(after(zone("a.b"), zone("c.d")), after(link("a.b"), link("c.d"))),
    ),
    "zone_has_no_links": (
        "CannotDeleteResource",
        after(link("privatelink.westeurope.azmk8s.io"), deleted("privatedns:PrivateZone", "zone")),
        deleted("privatedns:PrivateZone", "zone"),
    ),
    "issuer_and_subject_are_new": (
        "Conflict",
        after(credential("one", "a"), credential("two", "a")),
        after(credential("one", "a"), credential("two", "b")),
    ),
    "name_is_a_guid": ("InvalidRoleAssignmentId", granted("reader", GUIDS[0]), granted(GUIDS[1], GUIDS[0])),
    "principal_is_a_guid": ("InvalidPrincipalId", granted(GUIDS[0], "me"), granted(GUIDS[0], GUIDS[1])),
    "assignment_is_new": (
        "RoleAssignmentExists",
        after(granted(GUIDS[0], GUIDS[2]), granted(GUIDS[1], GUIDS[2])),
        after(granted(GUIDS[0], GUIDS[2]), granted(GUIDS[1], GUIDS[3])),
    ),
    "name_is_not_taken": (
        "ConflictError",
        after(after(deleted("keyvault:Key", "key"), deleted("keyvault:Vault", "vault")), vault("KV-platform")),
        after(
            after(deleted("keyvault:Key", "key"), deleted("keyvault:Vault", "vault")),
            vault("kv-platform", createMode="recover"),
        ),
    ),
    "purge_protection_stays": ("BadRequest", revaulted(enablePurgeProtection=None), revaulted()),
    "retention_stays": (
        "BadRequest",
        revaulted(softDeleteRetentionInDays=30),
        revaulted(softDeleteRetentionInDays=90),
    ),
    "premium_features_need_premium": (
        "DisablingPublicNetworkAccessNotSupported",
        plain_registry("Standard", publicNetworkAccess="Disabled"),
        plain_registry("Premium", publicNetworkAccess="Disabled"),
    ),
    "exports_need_public_access": (
        "BadRequest",
        plain_registry("Premium", policies={"exportPolicy": {"status": "disabled"}}),
        plain_registry("Premium", policies={"exportPolicy": {"status": "disabled"}}, publicNetworkAccess="Disabled"),
    ),
    "customer_key_stays": (
        "BadRequest",
        updated(REGISTRY, lambda p: p.registry_inputs(), lambda p: p.registry_inputs(encryption=None)),
        updated(REGISTRY, lambda p: p.registry_inputs(), lambda p: p.registry_inputs(tags={"a": "b"})),
    ),
    "registry_key_is_usable": ("BadRequest", role_lost("images", registry()), registry()),
    "registry_key_is_usable[vault]": ("BadRequest", in_vault(protected=False), in_vault(protected=True)),
    "name_is_a_known_schedule": ("BadRequest", maintenance("nightly"), maintenance("default")),
    "at_most_five": ("Conflict", settings(6), settings(5)),
    "sink_is_not_used_twice": (
        "Conflict",
        after(setting("one", "AuditEvent"), setting("two", "AuditEvent")),
        after(setting("one", "AuditEvent"), setting("two", "AzurePolicyEvaluationDetails")),
    ),
    "plan_is_known": ("NotFound", plan("Container"), plan("Containers")),
    "name_is_not_reserved": ("InvalidParameter", cluster(resourceName="my-windows-aks"), cluster(resourceName="aks2")),
    "has_a_dns_prefix": ("InvalidParameter", cluster("fqdnSubdomain"), cluster("fqdnSubdomain", dnsPrefix="platform")),
    "one_system_pool_remains": ("InvalidParameter", cluster(pool={"mode": "User"}), cluster()),
    "aad_replaces_local_accounts": (
        "BadRequest",
        cluster("aadProfile"),
        cluster("aadProfile", disableLocalAccounts=False),
    ),
    "issuer_stays": (
        "BadRequest",
        updated(CLUSTER, lambda p: p.cluster_inputs(), lambda p: p.cluster_inputs(**NO_ACCOUNTS)),
        updated(CLUSTER, lambda p: p.cluster_inputs(**NO_ACCOUNTS), lambda p: p.cluster_inputs()),
    ),
    "workload_identity_has_an_issuer": ("BadRequest", cluster("oidcIssuerProfile"), cluster(**NO_ACCOUNTS)),
    "cilium_policy_and_dataplane_agree": (
        "BadRequest",
        cluster(network={"networkPolicy": "calico"}),
        cluster(network={"networkPolicy": "calico", "networkDataplane": "azure"}),
    ),
    "cilium_policy_and_dataplane_agree[reverse]": (
        "BadRequest",
        cluster(network={"networkDataplane": "azure"}),
        cluster(),
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
    "egress_has_its_route": ("RouteTableInvalidNextHop", routed("Internet"), routed("VirtualAppliance")),
    "egress_has_its_route[table]": (
        "ExistingRouteTableNotAssociatedWithSubnet",
        routed(table=False),
        routed("VirtualNetworkGateway"),
    ),
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
    "count_is_in_bounds": ("InvalidParameter", pool(mode="System", count=0), pool(count=0)),
    "count_is_in_bounds[scaling]": (
        "InvalidParameter",
        pool(enableAutoScaling=True, minCount=3, maxCount=2),
        pool(enableAutoScaling=True, minCount=2, maxCount=3),
    ),
    "system_pool_can_hold_system_pods": (
        "InvalidParameter",
        pool(mode="System", count=1, maxPods=20),
        pool(count=1, maxPods=20),
    ),
    "node_subnet_is_not_delegated": ("SubnetIsDelegated", nodes_in("api"), nodes_in("nodes")),
    "last_system_pool_stays": (
        "OperationNotAllowed",
        after(pool(count=1), lambda p: p.delete(POOL, pool_id(p, "system"))),
        after(pool(count=1), lambda p: p.delete(POOL, pool_id(p, "user"))),
    ),
    **cases_platform.CASES,
}
