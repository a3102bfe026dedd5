"""Flux in the cluster fetches what the program has written, so that nobody needs a way in."""

from base64 import b64encode
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import kubernetesconfiguration

NAMESPACE = "flux-system"
"""Where Azure puts Flux."""


class Repository(TypedDict):
    """Where the files are."""

    url: str
    """HTTPS address of the repository."""
    branch: str
    """Branch that is reviewed before it is merged."""
    path: str
    """Folder in it."""
    token: Output[str] | None
    """What reads it, a secret to Pulumi; None where everybody may."""


class DeliveryArgs(TypedDict):
    """What delivery needs from its caller."""

    resource_group_name: Input[str]
    """Resource group of the cluster."""
    cluster_name: Input[str]
    """The cluster."""
    repository: Repository
    """Where the files are."""


class Delivery(ComponentResource):
    """The Flux extension, and what it applies: objects that leave the repository leave the cluster as well.

    https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2; what signs in to a repository is
    protected: https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters.
    """

    def __init__(self, name: str, args: DeliveryArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Delivery", name, {**args}, opts)
        extension = kubernetesconfiguration.Extension(
            name,
            extension_name="flux",
            extension_type="microsoft.flux",
            cluster_name=args["cluster_name"],
            cluster_resource_name="managedClusters",
            cluster_rp="Microsoft.ContainerService",
            resource_group_name=args["resource_group_name"],
            auto_upgrade_minor_version=True,
            release_train="Stable",
            scope={"cluster": {"release_namespace": NAMESPACE}},
            # Files only say what is to be; images and charts are no business of this Flux.
            configuration_settings={
                "image-automation-controller.enabled": "false",
                "image-reflector-controller.enabled": "false",
                "notification-controller.enabled": "false",
            },
            opts=ResourceOptions(parent=self),
        )
        token = args["repository"]["token"]
        kubernetesconfiguration.FluxConfiguration(
            name,
            flux_configuration_name="tenants",
            cluster_name=args["cluster_name"],
            cluster_resource_name="managedClusters",
            cluster_rp="Microsoft.ContainerService",
            resource_group_name=args["resource_group_name"],
            scope=kubernetesconfiguration.ScopeType.CLUSTER,
            namespace=NAMESPACE,
            source_kind=kubernetesconfiguration.SourceKindType.GIT_REPOSITORY,
            git_repository={
                "url": args["repository"]["url"],
                "repository_ref": {"branch": args["repository"]["branch"]},
                "sync_interval_in_seconds": 300,
                "timeout_in_seconds": 300,
                "https_user": "git" if token else None,
            },
            configuration_protected_settings={"httpsKey": token.apply(_base64)} if token else None,
            kustomizations={
                "tenants": {
                    "path": args["repository"]["path"],
                    "prune": True,
                    "sync_interval_in_seconds": 300,
                    "timeout_in_seconds": 300,
                }
            },
            opts=ResourceOptions(parent=self, depends_on=[extension]),
        )
        self.register_outputs({})


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()
