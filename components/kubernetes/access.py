"""How objects get into the cluster: by the program itself, or as files that the cluster fetches."""

from base64 import b64decode
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, TypedDict

from pulumi import Input, Output, ProviderResource
from pulumi_azure_native import containerservice as aks


class ClusterAccess(StrEnum):
    """Who makes objects inside the cluster."""

    NONE = "none"
    """Nobody; the stack ends at the cluster."""
    AZURE = "azure"
    """Azure makes the teams' namespaces."""
    DIRECT = "direct"
    """The program, from a machine that reaches the API server, signed in with Entra ID."""
    RENDER = "render"
    """Flux in the cluster, from files that the program writes."""

    @property
    def writes_objects(self) -> bool:
        """Whether the program describes every object itself."""
        return self in (ClusterAccess.DIRECT, ClusterAccess.RENDER)


class ClusterArgs(TypedDict):
    """Which cluster."""

    resource_group_name: Input[str]
    """Its resource group."""
    cluster_name: Input[str]
    """Its name."""
    cluster_id: Input[str]
    """ARM id; another one is another cluster."""


def direct(name: str, args: ClusterArgs) -> ProviderResource:
    """Return the provider that applies objects on the server's side, signed in as whoever runs Pulumi.

    The cluster's user file calls kubelogin, which takes its way of signing in from AAD_LOGIN_METHOD:
    https://azure.github.io/kubelogin/concepts/login-modes/azurecli.html
    """
    from pulumi_kubernetes import Provider  # noqa: PLC0415 - a stack without it does not pay for it

    credentials = aks.list_managed_cluster_user_credentials_output(
        format="exec", resource_group_name=args["resource_group_name"], resource_name=args["cluster_name"]
    )
    return Provider(
        name,
        kubeconfig=credentials.kubeconfigs.apply(_first).apply(Output.secret),
        cluster_identifier=args["cluster_id"],
        enable_server_side_apply=True,
    )


def render(name: str, folder: str) -> ProviderResource:
    """Return the provider that writes objects as files into a folder and asks no server."""
    from pulumi_kubernetes import Provider  # noqa: PLC0415 - a stack without it does not pay for it

    return Provider(name, render_yaml_to_directory=folder)


def _first(kubeconfigs: Sequence[Any]) -> str:
    return b64decode(kubeconfigs[0].value).decode()
