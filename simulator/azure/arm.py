"""What a file in `resources/` says about its ARM type, and what a rule is asked."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from simulator.azure import ids
from simulator.azure.client import Client
from simulator.azure.errors import ArmError
from simulator.azure.values import Props, at
from simulator.azure.world import World


@dataclass(frozen=True, kw_only=True)
class Request:
    """A write to one resource, or its deletion."""

    world: World
    resource: "Resource"
    id: str
    """ARM id of the resource."""
    inputs: Props
    """What the program sets; empty for a deletion."""
    previous: Props | None
    """The resource before an update or deletion; None for a creation."""
    client: Client

    def get(self, path: str) -> object:
        """Return one input by its path (`networkProfile.podCidr`), or None."""
        return at(self.inputs, path)

    def text(self, path: str) -> str:
        """Return one string input by its path, empty when it is not set."""
        value = at(self.inputs, path)
        return value if isinstance(value, str) else ""

    @property
    def location(self) -> str:
        """The location as Azure stores it: lower case without spaces."""
        return self.text("location").lower().replace(" ", "")


Rule = Callable[[Request], ArmError | None]
"""Says why Azure refuses a request, or None. `EVIDENCE` of its file says how sure we are and where that is written."""

Warn = Callable[[Request], str | None]
"""Says what is wrong with a request that Azure accepts all the same, or None; its evidence is that of a rule."""

Fill = Callable[[Request], Props]
"""Returns the properties that Azure adds to a request: values of its own, and defaults for what is not set."""


def nothing(_: Request) -> Props:
    """Return no properties: Azure echoes the request."""
    return {}


def never(_: str) -> bool:
    """Tell of every id that Azure has nothing under it before somebody makes it."""
    return False


def always(_: str) -> bool:
    """Tell of every id that Azure has it from the start."""
    return True


ASSIGNED = ("guid", "subscriptionId")
"""What a path has in braces that is no input."""
SCOPES = ("resourceUri", "scope", "scopeId")
"""Inputs that are ARM ids themselves."""


@dataclass(frozen=True, kw_only=True)
class Inline:
    """A list in a parent's properties whose items are resources of their own."""

    property: str
    kind: str
    complete: bool
    """Whether an update that lists them deletes those it leaves out."""


@dataclass(frozen=True, kw_only=True)
class Later:
    """A property that came after the version of the API that the SDK's class speaks."""

    since: str
    """First version with it that is no preview."""
    shape: Any
    """As in `simulator.azure.schema`."""


@dataclass(frozen=True, kw_only=True)
class Resource:
    """One ARM type: where it lives, what Azure refuses, and what Azure fills in."""

    kind: str
    """Pulumi type token."""
    path: str
    """ARM id with the inputs that complete it in braces; the last one is the resource's name, or in a dotted input."""
    identified_by: tuple[str, ...] = ()
    """Inputs that Azure's own name, `{guid}` in the path, is made of here; for types that nobody names."""
    refuses: tuple[Rule, ...] = ()
    """Why a creation or an update fails, in the order Azure would say it."""
    keeps: tuple[Rule, ...] = ()
    """Why a deletion fails."""
    fails: tuple[Rule, ...] = ()
    """Why what Azure has accepted comes to nothing later: the resource is there then, in the state Failed."""
    warns: tuple[Warn, ...] = ()
    """What a write that Azure accepts does not do, though it says so."""
    fills: Fill = nothing
    limits: Mapping[str, Props] = field(default_factory=dict)
    """Lengths, patterns and a required location that the generated constraints lack, by property path."""
    replaces: frozenset[str] = frozenset()
    """Properties whose change, or change inside, means a new resource; beside those in `path`, and `location`."""
    extensible: frozenset[str] = frozenset()
    """Paths of enumerations whose values Azure extends without telling the SDK, such as `streams[]`."""
    later: Mapping[str, Later] = field(default_factory=dict)
    """Properties that later versions of the API have and the SDK's class has not."""
    write_only: tuple[str, ...] = ()
    """Paths of what Azure takes and gives back to nobody, so that neither a refresh nor an import has it."""
    inline: tuple[Inline, ...] = ()
    autonaming: Literal["random", "uuid"] = "random"
    soft_deletes: bool = False
    """Whether the name stays taken after a deletion."""
    settles: bool = False
    """Whether its creation ends some time after it is there: when it takes effect, or since making it takes minutes."""
    always_exists: Callable[[str], bool] = never
    """Whether Azure has what an id names from the start, with the resource around it: a deletion is then a return to
    `fills`."""
    adopted: bool = False
    """Whether the provider takes over what Azure has from the start, so that a creation is an update. It refuses what
    it finds, but for types that cannot be deleted or of which it knows what Azure makes of them: isSingleton in
    provider/pkg/gen/schema.go and provider/pkg/openapi/defaults/defaultResourcesState.go of pulumi/pulumi-azure-native.
    """
    deploys: bool = False
    """Whether it is a template, whose resources Azure writes, whether they exist or not."""

    @property
    def path_inputs(self) -> tuple[str, ...]:
        """The inputs that the id is made of."""
        return tuple(name for name in re.findall(r"{([\w.]+)}", self.path) if name not in ASSIGNED)

    @property
    def name_input(self) -> str:
        """The input that names the resource."""
        return self.path_inputs[-1]

    @property
    def arm_type(self) -> str:
        """The ARM type as Azure spells it: `Microsoft.Network/virtualNetworks/subnets`."""
        tail = (
            self.path.rpartition("/providers/")[2]
            if "/providers/" in self.path
            else "Microsoft.Resources/resourceGroups/-"
        )
        namespace, *pairs = tail.split("/")
        return "/".join([namespace, *pairs[::2]])

    def known_at(self, api_version: object) -> dict[str, Any]:
        """Return the shapes of the later properties that a version of the API has."""
        return {name: one.shape for name, one in self.later.items() if str(api_version or "") >= one.since}

    def id_of(self, inputs: Mapping[str, object], client: Client) -> str:
        """Return the ARM id that the inputs make."""
        values = {name: str(at(inputs, name)).strip("/") for name in self.path_inputs}
        values["guid"] = ids.guid(*(str(inputs[name]) for name in self.identified_by))
        values["subscriptionId"] = client.subscription_id
        return re.sub("/+", "/", "/" + re.sub(r"{([\w.]+)}", lambda one: values[one[1]], self.path))

    def inputs_from(self, arm_id: str) -> Props:
        """Return the inputs that made an ARM id; the reverse of `id_of`, but for what is inside another input."""
        segment = {name: ".+" if name in SCOPES else "[^/]+" for name in (*ASSIGNED, *self.path_inputs)}
        path = re.sub(r"{\w+\.\w+}", "[^/]+", self.path.lstrip("/"))
        # The one part of an id that may be nothing.
        path = path.replace("{parentResourcePath}/", "(?P<parentResourcePath>.*?)/?")
        pattern = re.sub(r"{(\w+)}", lambda one: f"(?P<{one[1]}>{segment[one[1]]})", path)
        found = re.fullmatch(pattern, arm_id.lstrip("/"), re.IGNORECASE)
        if not found:
            raise ArmError(400, "InvalidResourceId", f"The id '{arm_id}' is not one of {self.arm_type}: {self.path}")
        return {name: value for name, value in found.groupdict().items() if name not in ASSIGNED}


Asked = TypeVar("Asked")


def first(rules: Iterable[Callable[[Asked], ArmError | None]], asked: Asked) -> ArmError | None:
    """Return what the first refusing rule says."""
    return next((error for rule in rules if (error := rule(asked))), None)


def children(request: Request, kind: str) -> Iterable[Props]:
    """Yield the resources of one type inside the request's own."""
    return request.world.under(request.id, kind)


def siblings(request: Request, kind: str) -> Iterable[Props]:
    """Yield the other resources of one type inside the same parent."""
    parent = ids.parent(request.id)
    return (one for one in request.world.under(parent, kind) if one["id"].lower() != request.id.lower())
