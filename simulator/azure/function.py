"""What a file in `functions/` says about its invoke."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from simulator.azure.arm import Resource, first
from simulator.azure.client import Client
from simulator.azure.errors import ArmError
from simulator.azure.reading import read
from simulator.azure.values import Props
from simulator.azure.world import World


@dataclass(frozen=True, kw_only=True)
class Function:
    """One invoke: a question to Azure that creates nothing."""

    name: str
    """Pulumi function token."""
    answer: Callable[[Props, Props, Client], Props]
    """Returns the result, from the resource that is asked about and the arguments."""
    gives: Mapping[str, str] = field(default_factory=dict)
    """What the result has, and its type as in schema.json; empty where it is the resource itself."""
    of: Resource | None = None
    """What the arguments lead to; None for a question about no resource."""
    refuses: tuple[Callable[[Props], ArmError | None], ...] = ()
    """Why Azure gives no answer about an existing resource."""

    @property
    def required(self) -> tuple[str, ...]:
        """The arguments that must be given."""
        return self.of.path_inputs if self.of else ()

    def call(self, world: World, arguments: Props, client: Client) -> Props:
        """Return the answer, or raise what Azure refuses."""
        if not self.of:
            return self.answer({}, arguments, client)
        arm_id = self.of.id_of(arguments, client)
        resource = read(world, self.of, arm_id)
        if not resource:
            raise ArmError(404, "ResourceNotFound", f"The Resource '{arm_id}' was not found.")
        if error := first(self.refuses, resource):
            raise error
        return self.answer(resource, arguments, client)


def getter(resource: Resource) -> Function:
    """Return the function that gets an existing resource: `azure-native:network:getSubnet`."""
    module, _, kind = resource.kind.rpartition(":")
    return Function(name=f"{module}:get{kind}", answer=lambda body, _, __: body, of=resource)
