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

    The old location wins, then the configured one, then the resource group's, which is unknown before the group exists.
    Source: provider/pkg/provider/provider.go in pulumi/pulumi-azure-native.
    """
    if "location" not in schema.inputs_of(resource.kind)["properties"] or inputs.get("location") is not None:
        return {**inputs}, []
    in_group = resource.name_input != "resourceGroupName"
    location = old.get("location") or client.location or (_of_group(answering, inputs, client) if in_group else None)
    return ({**inputs, "location": location}, []) if location else ({**inputs}, [MISSING])


def _of_group(answering: Answering, inputs: Props, client: Client) -> str:
    name = inputs.get("resourceGroupName")
    with answering() as world:
        group = world.get(ids.GROUP.format(subscriptionId=client.subscription_id, resourceGroupName=name))
    return str(group["location"]) if group else UNKNOWN
