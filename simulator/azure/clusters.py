"""What Azure fills in for a cluster.

Source: a response of 2025-11 recorded in pulumi/pulumi-azure-native, provider/pkg/testdata/recorded, and
https://learn.microsoft.com/azure/aks/private-clusters for the names of private clusters.
"""

from simulator.azure import ids
from simulator.azure.arm import Request
from simulator.azure.identities import identity
from simulator.azure.values import Props, at

OFFERED = ("1.35", "1.36", "1.37")
"""Minor versions that AKS supports: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions, 2026-11-21."""
OFFERED_LONG_TERM = ("1.32", "1.33", "1.34")
"""Those it supports beyond that, two years from their day on: https://learn.microsoft.com/azure/aks/long-term-support."""
VERSION = OFFERED[-2]
"""What a cluster has that asks for none."""


def installed(version: str, before: object = None) -> str:
    """Return a full version; where Azure chooses the patch, it is the installed one, or the first.

    Source: https://learn.microsoft.com/rest/api/aks/managed-clusters/create-or-update, `kubernetesVersion`: to name the
    same minor version again starts no upgrade.
    """
    if version.count(".") > 1:
        return version
    return before if isinstance(before, str) and before.startswith(f"{version}.") else f"{version}.1"


def node_resource_group(request: Request) -> str:
    """Return the name of the group that holds the nodes."""
    group, name = request.text("resourceGroupName"), request.text("resourceName")
    return request.text("nodeResourceGroup") or f"MC_{group}_{name}_{request.location}"


def fills(request: Request) -> Props:
    """Return a cluster's defaults and what only Azure knows."""
    version = request.text("kubernetesVersion") or VERSION
    return {
        **_names(request),
        "addonProfiles": _addons(request),
        "autoUpgradeProfile": {"nodeOSUpgradeChannel": "NodeImage"},
        "currentKubernetesVersion": installed(version, at(request.previous, "currentKubernetesVersion")),
        "disableLocalAccounts": False,
        "enableRBAC": True,
        "identity": identity(request),
        "identityProfile": {"kubeletidentity": _managed_identity(request, "agentpool")},
        "kubernetesVersion": version,
        "maxAgentPools": 100,
        "networkProfile": _network(request),
        "nodeResourceGroup": node_resource_group(request),
        "oidcIssuerProfile": _issuer(request),
        "powerState": {"code": "Running"},
        "provisioningState": "Succeeded",
        "resourceUID": ids.guid("resource", request.id).replace("-", "")[:24],
        "servicePrincipalProfile": {"clientId": "msi"},
        "sku": {"name": "Base", "tier": "Free"},
        "storageProfile": {
            "diskCSIDriver": {"enabled": True},
            "fileCSIDriver": {"enabled": True},
            "snapshotController": {"enabled": True},
        },
        "supportPlan": "KubernetesOfficial",
    }


def _names(request: Request) -> Props:
    prefix, short = request.text("dnsPrefix"), ids.guid("api", request.id)[:8]
    profile = request.inputs.get("apiServerAccessProfile") or {}
    label = f"{prefix or request.text('fqdnSubdomain')}-{short}"
    public = {
        "azurePortalFQDN": f"{label}.portal.hcp.{request.location}.azmk8s.io",
        "fqdn": f"{label}.hcp.{request.location}.azmk8s.io",
    }
    if not profile.get("enablePrivateCluster"):
        return public
    zone = str(profile.get("privateDNSZone") or "system")
    if zone.startswith("/"):
        host = request.text("fqdnSubdomain") or label
        private = f"{host}.{ids.name(zone)}"
    else:
        private = f"{label}.{ids.guid('zone', request.id)}.privatelink.{request.location}.azmk8s.io"
    if profile.get("enablePrivateClusterPublicFQDN", True):
        return {**public, "privateFQDN": private}
    return {"azurePortalFQDN": public["azurePortalFQDN"], "privateFQDN": private}


def _issuer(request: Request) -> Props:
    if not request.get("oidcIssuerProfile.enabled"):
        return {"enabled": False}
    issuer = f"{request.client.tenant_id}/{ids.guid('issuer', request.id)}"
    return {"enabled": True, "issuerURL": f"https://{request.location}.oic.prod-aks.azure.com/{issuer}/"}


def _network(request: Request) -> Props:
    plugin = request.text("networkProfile.networkPlugin") or "azure"
    balanced = (request.text("networkProfile.outboundType") or "loadBalancer") == "loadBalancer"
    pods = request.text("networkProfile.podCidr") or "10.244.0.0/16"
    services = request.text("networkProfile.serviceCidr") or "10.0.0.0/16"
    return {
        "dnsServiceIP": "10.0.0.10",
        "ipFamilies": ["IPv4"],
        "loadBalancerProfile": {"managedOutboundIPs": {"count": 1}} if balanced else None,
        "loadBalancerSku": "standard",
        "networkDataplane": "azure",
        "networkPlugin": plugin,
        "networkPluginMode": None if request.get("networkProfile") else "overlay",
        "networkPolicy": "none",
        "outboundType": "loadBalancer",
        "podCidr": pods,
        "podCidrs": [pods],
        "serviceCidr": services,
        "serviceCidrs": [services],
    }


def _addons(request: Request) -> Props | None:
    given = request.get("addonProfiles")
    if not isinstance(given, dict):
        return None
    enabled = (key for key, profile in given.items() if profile.get("enabled"))
    return {key: {"identity": _managed_identity(request, key.lower())} for key in enabled}


def _managed_identity(request: Request, role: str) -> Props:
    """Return an identity that AKS makes in the nodes' group."""
    cluster = request.text("resourceName")
    name = f"{cluster}-{role}" if role == "agentpool" else f"{role}-{cluster}"
    scope = f"/subscriptions/{request.client.subscription_id}/resourcegroups/{node_resource_group(request)}"
    arm_id = f"{scope}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}"
    return {"clientId": ids.guid("client", arm_id), "objectId": ids.guid("principal", arm_id), "resourceId": arm_id}
