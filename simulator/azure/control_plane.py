"""Creates, updates, reads and deletes: what Azure Resource Manager does alike for every type."""

from dataclasses import replace

from simulator.azure import ids, schema
from simulator.azure.arm import Request, Resource, first
from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from simulator.azure.errors import ArmError, ProviderError
from simulator.azure.reading import read
from simulator.azure.rules.locks import EVERY_DELETION
from simulator.azure.rules.references import EVERY_WRITE
from simulator.azure.templates import deployed
from simulator.azure.values import Props, merged, without
from simulator.azure.world import World


def create(world: World, resource: Resource, inputs: Props, client: Client) -> Props:
    """Create a resource and return its properties; an existing one is refused, unless the provider adopts the type."""
    arm_id = resource.id_of(inputs, client)
    previous = world.get(arm_id)
    if (previous or resource.always_exists(arm_id)) and not resource.adopted:
        raise ProviderError(f"cannot create already existing resource '{arm_id}'")
    return _put(Request(world=world, resource=resource, id=arm_id, inputs=inputs, previous=previous, client=client))


def update(world: World, resource: Resource, arm_id: str, inputs: Props, client: Client) -> Props:
    """Replace a resource's properties and return the result."""
    previous = world.get(arm_id)
    if not previous:
        raise _not_found(arm_id)
    return _put(Request(world=world, resource=resource, id=arm_id, inputs=inputs, previous=previous, client=client))


def aftermath(
    world: World, resource: Resource, arm_id: str, inputs: Props, client: Client
) -> tuple[list[str], ArmError | None]:
    """Return what Azure does not say about a write that it has accepted, and why it fails in the end."""
    request = Request(world=world, resource=resource, id=arm_id, inputs=inputs, previous=None, client=client)
    error, body = first(resource.fails, request), world.get(arm_id)
    if error and body:
        world.put(resource.kind, {**body, "provisioningState": "Failed"})
    return [text for warning in resource.warns if (text := warning(request))], error


def delete(world: World, resource: Resource, arm_id: str, client: Client) -> None:
    """Delete a resource and what is inside it; one that is gone already is no error."""
    previous = world.get(arm_id)
    if not previous:
        return
    request = Request(world=world, resource=resource, id=arm_id, inputs={}, previous=previous, client=client)
    if error := first((*EVERY_DELETION, *resource.keeps), request):
        raise error
    if resource.always_exists(arm_id):
        world.put(resource.kind, {**_identified(request), **resource.fills(request)})
    else:
        world.remove(arm_id, keeps=[kind for kind, one in modelled_resources().items() if one.soft_deletes])


def _put(request: Request) -> Props:
    resource = request.resource
    if error := first((*EVERY_WRITE, *resource.refuses), request):
        raise error
    given = schema.project_resource(request.inputs, resource.kind)
    given |= {name: request.inputs[name] for name in resource.later if request.inputs.get(name) is not None}
    if "location" in given:
        given["location"] = request.location
    for path in resource.write_only:
        given = without(given, path)
    for inline in resource.inline:
        given.pop(inline.property, None)
    request.world.put(resource.kind, merged(resource.fills(request), given) | _identified(request))
    _put_children(request)
    if resource.deploys:
        for one in deployed(request):
            _put(one)
    if resource.soft_deletes:
        request.world.recover(request.id)
    body = read(request.world, resource, request.id)
    if body is None:
        raise _not_found(request.id)
    return body


def _identified(request: Request) -> Props:
    return {
        "id": request.id,
        "name": ids.name(request.id),
        "type": request.resource.arm_type,
        "azureApiVersion": schema.api_version(request.resource.kind),
    }


def _put_children(request: Request) -> None:
    """Write the children that a request lists, and delete those that it leaves out where Azure does."""
    for inline in request.resource.inline:
        listed = request.inputs.get(inline.property)
        if listed is None:
            continue
        child = modelled_resources()[inline.kind]
        parents = request.resource.inputs_from(request.id)
        inputs = [{**item, **parents, child.name_input: item["name"]} for item in listed]
        named = {child.id_of(one, request.client).lower() for one in inputs}
        if inline.complete:
            gone = [one["id"] for one in request.world.under(request.id, inline.kind) if one["id"].lower() not in named]
            for arm_id in gone:
                delete(request.world, child, arm_id, request.client)
        for one in inputs:
            arm_id = child.id_of(one, request.client)
            previous = request.world.get(arm_id)
            _put(replace(request, resource=child, id=arm_id, inputs=one, previous=previous))


def _not_found(arm_id: str) -> ArmError:
    return ArmError(404, "ResourceNotFound", f"The Resource '{arm_id}' was not found.")
