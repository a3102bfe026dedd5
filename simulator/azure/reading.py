"""Reads a resource as Azure answers it."""

from simulator.azure import schema
from simulator.azure.arm import Resource
from simulator.azure.values import Props
from simulator.azure.world import World


def read(world: World, resource: Resource, arm_id: str) -> Props | None:
    """Return a resource's properties with its children's, or None."""
    body = world.get(arm_id)
    if not body:
        return None
    shape = schema.outputs_of(resource.kind)
    listed = {
        inline.property: schema.project(list(world.under(arm_id, inline.kind)), shape[inline.property])
        for inline in resource.inline
    }
    return {**body, **{key: items for key, items in listed.items() if items or key in body}}
