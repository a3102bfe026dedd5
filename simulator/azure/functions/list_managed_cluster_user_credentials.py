"""azure-native:containerservice:listManagedClusterUserCredentials: the cluster's kubeconfig.

Where a local Kubernetes API server has been started, it stands in for the cluster's own; else nobody gets there, as
nobody outside its network gets to a private cluster.
"""

import json
import os
from base64 import b64encode
from pathlib import Path

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.resources.managed_cluster import RESOURCE
from simulator.azure.values import Props, at

ENTRA_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630"
"""Application id of the AKS server in every tenant: https://learn.microsoft.com/azure/aks/kubelogin-authentication"""

LOCAL = "SIMULATED_KUBERNETES"
"""Names the folder of the local API server, see toolchain/kubernetes_server.py."""


def answer(cluster: Props, arguments: Props, client: Client) -> Props:
    """Return a kubeconfig that signs in with Entra ID, or on a cluster without it with a token that opens nothing."""
    return kubeconfigs("clusterUser", cluster, arguments["resourceGroupName"], client)


def kubeconfigs(who: str, cluster: Props, group: str, client: Client) -> Props:
    """Return the answer to who asks for a kubeconfig."""
    config = _kubeconfig(cluster, f"{who}_{group}_{cluster['name']}", client)
    return {"kubeconfigs": [{"name": who, "value": b64encode(json.dumps(config).encode()).decode()}]}


def _kubeconfig(cluster: Props, user: str, client: Client) -> Props:
    name = cluster["name"]
    local = _local()
    host = cluster.get("privateFQDN") or cluster["fqdn"]
    server = local["clusters"][0]["cluster"] if local else {"server": f"https://{host}:443"}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": name, "cluster": server}],
        "contexts": [{"name": name, "context": {"cluster": name, "user": user}}],
        "current-context": name,
        "users": [{"name": user, "user": _user(cluster, client, local)}],
    }


def _local() -> Props | None:
    folder = os.environ.get(LOCAL)
    file = Path(folder, "kubeconfig") if folder else None
    return json.loads(file.read_text("utf-8")) if file and file.exists() else None


def _user(cluster: Props, client: Client, local: Props | None) -> Props:
    if not at(cluster, "aadProfile.managed"):
        return local["users"][0]["user"] if local else {"token": f"simulated-token-of-{cluster['name']}"}
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
    gives={"kubeconfigs": "any"},
    of=RESOURCE,
)
