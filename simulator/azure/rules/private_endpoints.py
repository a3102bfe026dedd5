"""Private endpoints: what they may point at."""

from collections.abc import Iterator
from typing import Any

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, unconfirmed, verified
from simulator.azure.values import Props, at

GROUPS = {
    "microsoft.containerregistry/registries": ("registry",),
    "microsoft.keyvault/vaults": ("vault",),
    "microsoft.containerservice/managedclusters": ("management",),
    "microsoft.insights/privatelinkscopes": ("azuremonitor",),
    "microsoft.storage/storageaccounts": ("blob", "dfs", "file", "queue", "table", "web"),
    "microsoft.dashboard/grafana": ("grafana",),
    "microsoft.monitor/accounts": ("prometheusMetrics",),
}
"""The sub-resources that each type offers: https://learn.microsoft.com/azure/private-link/private-endpoint-overview"""


ZONES = {
    "microsoft.containerregistry/registries": "privatelink.azurecr.io",
    "microsoft.keyvault/vaults": "privatelink.vaultcore.azure.net",
}
"""The zones in which names resolve: https://learn.microsoft.com/azure/private-link/private-endpoint-dns"""


def group_is_offered(request: Request) -> ArmError | None:
    """A connection names one of its target's sub-resources."""
    for connection in _connections(request):
        target = str(connection.get("privateLinkServiceId"))
        offered = GROUPS.get(ids.arm_type(target))
        groups = connection.get("groupIds") or []
        if offered and not groups:
            message = f"Missing required property groupIds of the private link service connection to {target}."
            return ArmError(400, "MissingParameterOnPrivateLinkServiceConnection", message)
        if offered and any(group not in offered for group in groups):
            namespace = ids.arm_type(target).split("/")[0]
            message = f"Call to {namespace} failed. Error message: Invalid groupId {', '.join(groups)}."
            return ArmError(400, "BadRequest", message)
    return None


def data_source_offers_the_group(request: Request) -> ArmError | None:
    """A way from Grafana to a data source names one of its sub-resources."""
    target = request.text("privateLinkResourceId")
    offered, groups = GROUPS.get(ids.arm_type(target)), request.get("groupIds")
    if not offered or (isinstance(groups, list) and groups and set(groups) <= {*offered}):
        return None
    return ArmError(400, "BadRequest", f"The group ids {groups} are not among those of {target}: {', '.join(offered)}.")


def target_accepts_private_endpoints(request: Request) -> ArmError | None:
    """Only a Premium registry has private endpoints."""
    for connection in _connections(request):
        target = request.world.get(str(connection.get("privateLinkServiceId"))) or {}
        is_registry = ids.arm_type(str(target.get("id", ""))) == "microsoft.containerregistry/registries"
        if is_registry and at(target, "sku.name") != "Premium":
            message = f"Private endpoints are not supported for the SKU {at(target, 'sku.name')} of {target['id']}."
            return ArmError(400, "BadRequest", message)
    return None


def service_is_in_an_open_subnet(request: Request) -> ArmError | None:
    """A private link service takes its addresses from a subnet whose network policies for such services are off."""
    configurations: Any = request.get("ipConfigurations") or []
    for subnet_id in (at(one, "subnet.id") for one in configurations):
        subnet = request.world.get(str(subnet_id))
        if subnet and subnet.get("privateLinkServiceNetworkPolicies", "Enabled") != "Disabled":
            message = (
                f"Private link service {request.id} cannot be created in a subnet {subnet_id} since it has private link"
                " service network policies enabled."
            )
            return ArmError(400, "PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled", message)
    return None


def zone_is_the_services(request: Request) -> str | None:
    """An endpoint's name is in the zone its service's names lead to: Azure writes into any, and nobody finds it."""
    endpoint = request.world.get(ids.parent(request.id)) or {}
    targets = [str(at(one, "privateLinkServiceId")) for one in endpoint.get("privateLinkServiceConnections") or []]
    wanted = {zone for target in targets if (zone := ZONES.get(ids.arm_type(target)))}
    configurations: Any = request.get("privateDnsZoneConfigs") or []
    found = {ids.name(str(one.get("privateDnsZoneId"))).lower() for one in configurations}
    if not wanted or not found or wanted & found:
        return None
    return f"Azure accepts the zone {', '.join(sorted(found))}; names resolve in {', '.join(sorted(wanted))} only."


def _connections(request: Request) -> Iterator[Props]:
    for key in ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections"):
        listed: Any = request.get(key)
        yield from listed or []


EVIDENCE: Rules = {
    group_is_offered: verified(
        "https://github.com/hashicorp/terraform-provider-azurerm/issues/11778",
        "MissingParameterOnPrivateLinkServiceConnection",
        "BadRequest",
    ),
    data_source_offers_the_group: unconfirmed(
        "https://learn.microsoft.com/azure/managed-grafana/how-to-connect-to-data-source-privately", "BadRequest"
    ),
    target_accepts_private_endpoints: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-private-link", "BadRequest"
    ),
    service_is_in_an_open_subnet: documented(
        "https://learn.microsoft.com/azure/private-link/disable-private-link-service-network-policy",
        "PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled",
    ),
    zone_is_the_services: documented("https://learn.microsoft.com/azure/private-link/private-endpoint-dns"),
}
