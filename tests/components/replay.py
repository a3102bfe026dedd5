"""The simulated Azure behind the pretend engine: what it says of a resource whose need is not there yet."""

from typing import Any

from pulumi.runtime import mocks

from simulator.azure import control_plane
from simulator.azure.catalog import modelled_resources
from simulator.azure.client import Client
from simulator.azure.errors import ArmError
from simulator.azure.forms import form_of
from simulator.azure.naming import Seed, named
from simulator.azure.schema import GENERIC, inputs_of
from simulator.azure.values import Props, reveal
from simulator.azure.world import World
from tests.components.recorder import DEPLOYER, SUBSCRIPTION, TENANT, Recorder

CLIENT = Client(SUBSCRIPTION, TENANT, client_id=DEPLOYER, object_id=DEPLOYER, location="westeurope")


class Replayed(Recorder):
    """A recorder that answers as the simulated Azure, and can create what it has recorded once more."""

    def __init__(self, *, preview: bool = False) -> None:
        super().__init__(preview=preview)
        self._world = World({})
        self._requests: dict[str, tuple[str, Props]] = {}
        """Type and inputs by `type::name`, in the order of their creation."""

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        """Create it, as the provider would ask for it."""
        if args.typ not in {*modelled_resources(), GENERIC}:
            return super().new_resource(args)
        written = reveal(dict(args.inputs))
        form = form_of(args.typ, written)
        resource = form.resource
        inputs = named(resource, form.inward(written), {}, Seed(f"{args.typ}::{args.name}"))
        if "location" in inputs_of(resource.kind)["properties"]:
            inputs.setdefault("location", CLIENT.location)
        self._requests[f"{args.typ}::{args.name}"] = resource.kind, inputs
        body = _create(self._world, resource.kind, inputs)
        return body["id"], form.answered(body)

    def refusal(self, consumer: str, need: str) -> ArmError | None:
        """Return why a consumer (`type::name`) cannot be created where only its need is missing; None if it can."""
        waiting = {str(one): self.waits_for(one) for one in self.registered}
        before = {one for one in waiting[consumer] - {need} if need not in waiting[one]}
        world = World({})
        for name, (kind, inputs) in self._requests.items():
            if name in before:
                _create(world, kind, inputs)
        try:
            _create(world, *self._requests[consumer])
        except ArmError as error:
            return error
        return None


def _create(world: World, kind: str, inputs: Props) -> Props:
    resource = modelled_resources()[kind]
    body = control_plane.create(world, resource, inputs, CLIENT)
    _, failure = control_plane.aftermath(world, resource, body["id"], inputs, CLIENT)
    if failure:
        raise failure
    return body
