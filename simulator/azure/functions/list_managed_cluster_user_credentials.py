"""azure-native:containerservice:listManagedClusterUserCredentials: the cluster's kubeconfig."""

import json
from base64 import b64encode

from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from simulator.azure.errors import ArmError
from simulator.azure.function import Function
from simulator.azure.values import Props, at
from simulator.azure.world import World

ENTRA_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630"
"""Application id of the AKS server in every tenant: https://learn.microsoft.com/azure/aks/kubelogin-authentication"""


def answer(world: World, arguments: Props, client: Client) -> Props:
    """Return a kubeconfig that signs in with Entra ID, or on a cluster without it with a token that opens nothing."""
    resource = modelled_resources()["azure-native:containerservice:ManagedCluster"]
    arm_id = resource.id_of(arguments, client)
    cluster = world.get(arm_id)
    if not cluster:
        raise ArmError(404, "ResourceNotFound", f"The Resource '{arm_id}' was not found.")
    kubeconfig = _kubeconfig(cluster, arguments["resourceGroupName"], client)
    return {"kubeconfigs": [{"name": "clusterUser", "value": b64encode(json.dumps(kubeconfig).encode()).decode()}]}


def _kubeconfig(cluster: Props, group: str, client: Client) -> Props:
    name, user = cluster["name"], f"clusterUser_{group}_{cluster['name']}"
    host = cluster.get("privateFQDN") or cluster["fqdn"]
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": {"server": f"https://{host}:443"}}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": user}}],
        "current-context": name,
        "users": [{"name": user, "user": _user(cluster, client)}],
    }


def _user(cluster: Props, client: Client) -> Props:
    if not at(cluster, "aadProfile.managed"):
        return {"token": f"simulated-token-of-{cluster['name']}"}
    tenant = at(cluster, "aadProfile.tenantID") or client.tenant_id
    return {
        "exec": {
            "apiVersion": "client.authentication.k8s.io/v1beta1",
            "command": "kubelogin",
            "args": [
                "get-token",
                "--environment",
                "AzurePublicCloud",
                "--server-id",
                ENTRA_SERVER,
                "--tenant-id",
                tenant,
            ],
            "provideClusterInfo": False,
        }
    }


FUNCTION = Function(
    name="azure-native:containerservice:listManagedClusterUserCredentials",
    answer=answer,
    required=("resourceGroupName", "resourceName"),
)
