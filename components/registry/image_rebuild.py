"""An image is built anew when the image it stands on changes: nobody has to notice that a hole was mended below."""

from collections.abc import Mapping
from typing import TypedDict

from pulumi import ComponentResource, Input, Output, ResourceOptions
from pulumi_azure_native import containerregistry as acr

from components.registry.access import STAGING


class RebuildSource(TypedDict):
    """What is rebuilt."""

    name: str
    """Name of the task: 5 to 50 letters, digits and hyphens."""
    image: str
    """Repository of the image below staging/, such as shop/web."""
    context: str
    """Public git repository with branch and folder, or artefact of the registry: oci://<registry>/sources/web:main."""
    dockerfile: str
    """Path of the Dockerfile in it."""


class ImageRebuildArgs(TypedDict):
    """What a rebuild needs from its caller."""

    source: RebuildSource
    """What is rebuilt."""
    registry_name: Input[str]
    """Registry of the image."""
    resource_group_name: Input[str]
    """Resource group of the registry."""
    pool_name: Input[str]
    """The registry's build agents in the network."""
    tags: Input[Mapping[str, str]]
    """Tags of the task."""


class ImageRebuild(ComponentResource):
    """Task on the agents in the network, without a secret, that pushes to staging/ when a base image has changed.

    An image of any stage of the Dockerfile counts, if it is named by a tag that moves. Azure learns them when the task
    runs first: https://learn.microsoft.com/azure/container-registry/container-registry-tasks-base-images. Agents reach
    the registry privately, so tasks need no way around its firewall:
    https://learn.microsoft.com/azure/container-registry/manage-network-bypass-policy-for-tasks.
    """

    task_id: Output[str]
    """ARM id."""

    def __init__(self, name: str, args: ImageRebuildArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:ImageRebuild", name, {**args}, opts)
        source = args["source"]
        task = acr.Task(
            name,
            task_name=source["name"],
            registry_name=args["registry_name"],
            resource_group_name=args["resource_group_name"],
            agent_pool_name=args["pool_name"],
            platform={"os": acr.OS.LINUX, "architecture": acr.Architecture.AMD64},
            status=acr.TaskStatus.ENABLED,
            step=acr.DockerBuildStepArgs(
                type="Docker",
                context_path=source["context"],
                docker_file_path=source["dockerfile"],
                image_names=[f"{STAGING}/{source['image']}:rebuild-{{{{.Run.ID}}}}"],
                is_push_enabled=True,
                no_cache=True,  # a cached layer may be of the base image before
            ),
            timeout=3600,
            trigger={
                "base_image_trigger": {
                    "name": "base-image",
                    "base_image_trigger_type": acr.BaseImageTriggerType.ALL,
                    "status": acr.TriggerStatus.ENABLED,
                }
            },
            tags=args["tags"],
            opts=ResourceOptions(parent=self),
        )
        self.task_id = task.id
        self.register_outputs({"taskId": self.task_id})
