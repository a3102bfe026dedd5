"""azure-native:containerservice:listManagedClusterAdminCredentials: the cluster's local account."""

from simulator.azure.client import Client
from simulator.azure.function import Function
from simulator.azure.functions.list_managed_cluster_user_credentials import kubeconfigs
from simulator.azure.resources.managed_cluster import RESOURCE
from simulator.azure.rules.cluster_access import local_accounts_are_on
from simulator.azure.values import Props


def answer(cluster: Props, arguments: Props, client: Client) -> Props:
    """Return a kubeconfig that signs in without Entra ID."""
    local = {key: value for key, value in cluster.items() if key != "aadProfile"}
    return kubeconfigs("clusterAdmin", local, arguments["resourceGroupName"], client)


FUNCTION = Function(
    name="azure-native:containerservice:listManagedClusterAdminCredentials",
    answer=answer,
    gives={"kubeconfigs": "any"},
    of=RESOURCE,
    refuses=(local_accounts_are_on,),
)
