"""Where a resource goes when the program does not say."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from simulator.azure import ids, schema
from simulator.azure.arm import Resource
from simulator.azure.client import Client
from simulator.azure.values import UNKNOWN, Props
from simulator.azure.world import World

MISSING = (
    "missing required property 'location'. Either set it explicitly or configure it with"
    " 'pulumi config set azure-native:location <value>'."
)


Answering = Callable[[], AbstractContextManager[World]]
"""Opens the world, which takes longer than all the rest of a check."""


def located(
    answering: Answering, resource: Resource, inputs: Props, old: Props, client: Client
) -> tuple[Props, list[str]]:
    """Return the inputs with a location, or with what to say where there is none.

    The old location wins, then the configured one, then the resource group's, which is unknown as long as its name is.
    Source: provider/pkg/provider/provider.go in pulumi/pulumi-azure-native.
    """
    if "location" not in schema.inputs_of(resource.kind)["properties"] or inputs.get("location") is not None:
        return {**inputs}, []
    location = old.get("location") or client.location or _of_group(answering, inputs, client)
    if location:
        return {**inputs, "location": location}, []
    limits = {**schema.constraints().get(resource.kind, {}), **resource.limits}
    return {**inputs}, [MISSING] if limits.get("location", {}).get("required") else []


def _of_group(answering: Answering, inputs: Props, client: Client) -> str:
    name = inputs.get("resourceGroupName")
    if name in {None, UNKNOWN}:
        return name or ""
    with answering() as world:
        group = world.get(ids.GROUP.format(subscriptionId=client.subscription_id, resourceGroupName=name))
    return str(group["location"]) if group else ""
