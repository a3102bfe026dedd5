"""A program on its way from the classic Azure provider: the old types are counted, the new one is judged."""

from typing import Any

import pulumi
from pulumi_azure_native import containerregistry, resources


class Classic(pulumi.CustomResource):
    """A resource class of pulumi_azure."""

    name: pulumi.Output[str]

    def __init__(self, token: str, name: str, arguments: dict[str, Any]) -> None:
        super().__init__(token, name, {"name": name, **arguments})


old = Classic("azure:core/resourceGroup:ResourceGroup", "old", {"location": "westeurope"})
Classic("azure:containerservice/registry:Registry", "oldimages", {"resourceGroupName": old.name, "adminEnabled": True})
for name in ("blue", "green"):
    Classic("azure:containerservice/kubernetesCluster:KubernetesCluster", name, {"resourceGroupName": old.name})

group = resources.ResourceGroup("new", location="westeurope")
containerregistry.Registry(
    "images", resource_group_name=group.name, registry_name="images", sku={"name": "Basic"}, admin_user_enabled=True
)
