"""How a program writes a resource: by its own class, or as the generic resource, which is judged as what it makes."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from simulator.azure import ids, schema
from simulator.azure.arm import Resource
from simulator.azure.catalog import by_arm_type, modelled_resources
from simulator.azure.errors import ProviderError
from simulator.azure.schema import GENERIC
from simulator.azure.values import UNKNOWN, Props

COVERAGE = "the files in simulator/azure/resources and simulator/azure/functions"
BESIDE = ("extendedLocation", "identity", "kind", "location", "managedBy", "plan", "sku", "tags")
"""What the generic resource has beside ARM's `properties`, where a class has all of it side by side."""
IDENTITIES = "userAssignedIdentities"


@dataclass(frozen=True)
class Form:
    """A resource written by its own class."""

    resource: Resource
    """What it is."""

    def inward(self, written: Props) -> Props:
        """Return the class's properties for those that the program or the engine has written."""
        return written

    def outward(self, inputs: Props) -> Props:
        """Return inputs of the class as the program writes them."""
        return inputs

    def answered(self, body: Props) -> Props:
        """Return Azure's answer as outputs, without the id, which the engine keeps beside them."""
        return {key: value for key, value in body.items() if key != "id"}

    def previewed(self, written: Props) -> Props:
        """Return the outputs before the resource exists."""
        return schema.preview(written, self.resource.kind)

    def problems(self, _: Props) -> list[str]:
        """Return what is wrong with the way it is written."""
        return []

    def path(self, path: str) -> str:
        """Return where a property of the class stands in what the program has written."""
        return path


@dataclass(frozen=True)
class Generic(Form):
    """A resource written as the generic one: its type by name, its parents as a path, its properties in an envelope.

    Envelopes further inside stay closed: what has them is refused, as a property that the class lacks.
    """

    written: Props
    """What the program has written."""

    def inward(self, written: Props) -> Props:
        """Return what the class would have."""
        _, *parents, name = self.resource.path_inputs
        flat = {key: written[key] for key in ("resourceGroupName", *BESIDE) if key in written}
        flat |= {key: value for key, value in written.items() if key.startswith("__")}
        flat |= self._opened(written.get("properties") or {})
        if "parentResourcePath" in written:
            path = written["parentResourcePath"]
            names = [UNKNOWN] * len(parents) if path == UNKNOWN else path.strip("/").split("/")[1::2]
            flat |= dict(zip(parents, names, strict=True))
        for key, own in (("resourceName", name), ("apiVersion", "azureApiVersion")):
            flat |= {own: written[key]} if key in written else {}
        listed = isinstance(flat.get("identity"), dict) and flat["identity"].get(IDENTITIES)
        if isinstance(listed, list) and self._maps_identities:
            flat["identity"] = {**flat["identity"], IDENTITIES: {one: {} for one in listed}}
        return flat

    def outward(self, inputs: Props) -> Props:
        """Return the class's inputs in an envelope again; what says which resource it is stays as it is written."""
        beside = {key: value for key, value in inputs.items() if key in BESIDE or key.startswith("__")}
        identities = isinstance(beside.get("identity"), dict) and beside["identity"].get(IDENTITIES)
        if isinstance(identities, dict):
            beside["identity"] = {**beside["identity"], IDENTITIES: [*identities]}
        kept = {key: value for key, value in self.written.items() if key not in (*BESIDE, "properties")}
        named = {"resourceName": inputs[self.resource.name_input]} if self.resource.name_input in inputs else {}
        apart = {*self.resource.path_inputs, "azureApiVersion", *beside}
        inside = {key: value for key, value in inputs.items() if key not in apart}
        return {**kept, **named, **beside, **(self._closed(inside) if inside else {})}

    def answered(self, body: Props) -> Props:
        """Return Azure's answer with its envelope."""
        told = {key: value for key, value in body.items() if key in (*BESIDE, "name", "type")}
        inside = {key: value for key, value in body.items() if key not in (*told, "id", "azureApiVersion")}
        return {**told, "azureApiVersion": schema.api_version(GENERIC), **self._closed(inside)}

    def previewed(self, written: Props) -> Props:
        """Return what is written, and an unknown for everything else."""
        return schema.preview(written, GENERIC)

    def problems(self, written: Props) -> list[str]:
        """Return what the generic resource itself lacks."""
        required = schema.inputs_of(GENERIC)["required"]
        return [f"missing required property '{name}'" for name in required if written.get(name) is None]

    def path(self, path: str) -> str:
        """Return where it stands in the envelope, or beside it."""
        top = path.partition(".")[0].partition("[")[0]
        *_, name = group, *parents, _ = self.resource.path_inputs
        named = {name: "resourceName", "azureApiVersion": "apiVersion", **dict.fromkeys(parents, "parentResourcePath")}
        return named.get(top) or (path if top in (group, "properties", *BESIDE) else f"properties.{path}")

    @property
    def _enveloped(self) -> bool:
        """Whether the class has an envelope too."""
        return "properties" in schema.inputs_of(self.resource.kind)["properties"]

    @property
    def _maps_identities(self) -> bool:
        shape = schema.inputs_of(self.resource.kind)["properties"].get("identity", "")
        inside = schema.schema()["types"].get(shape[1:], {"properties": {}})["properties"]
        return "values" in inside.get(IDENTITIES, {})

    def _opened(self, properties: Any) -> Props:
        if self._enveloped:
            return {"properties": properties}
        if properties != UNKNOWN:
            return dict(properties)
        beside = {*BESIDE, *self.resource.path_inputs}
        return {key: UNKNOWN for key in schema.inputs_of(self.resource.kind)["properties"] if key not in beside}

    def _closed(self, inside: Props) -> Props:
        return inside if self._enveloped else {"properties": inside}


def form_of(kind: str, written: Props, arm_id: str = "") -> Form:
    """Return how a resource of a type is written, from what is written or, where there is nothing, from its id.

    Raises:
        ProviderError: it is nothing that the simulated Azure models; the message names it.

    """
    if kind != GENERIC:
        if kind not in modelled_resources():
            raise ProviderError(f"the simulated Azure does not model {kind}; what it models: {COVERAGE}")
        return Form(modelled_resources()[kind])
    wanted = ids.arm_type(arm_id) if arm_id else _arm_type(written)
    fitting = (one for arm_type, one in by_arm_type().items() if fnmatchcase(arm_type, wanted))
    found = [one for one in fitting if one.path.startswith(f"{ids.GROUP}/providers/")]
    if len(found) != 1:
        raise ProviderError(f"the simulated Azure does not model {wanted} as {GENERIC}; what it models: {COVERAGE}")
    return Generic(found[0], written or _written(found[0], arm_id))


def _arm_type(written: Props) -> str:
    """Return the type in lower case, with an asterisk for parents that are still unknown."""
    parents = written.get("parentResourcePath") or ""
    kinds = ["*"] if parents == UNKNOWN else parents.strip("/").split("/")[::2] if parents else []
    return "/".join([written.get("resourceProviderNamespace", ""), *kinds, written.get("resourceType", "")]).lower()


def _written(resource: Resource, arm_id: str) -> Props:
    """Return the inputs that name an existing resource, for one that a program takes over."""
    namespace, *rest = arm_id.rpartition("/providers/")[2].split("/")
    *parents, kind, name = rest
    return {
        "apiVersion": schema.api_version(resource.kind),
        "parentResourcePath": "/".join(parents),
        "resourceGroupName": resource.inputs_from(arm_id)["resourceGroupName"],
        "resourceName": name,
        "resourceProviderNamespace": namespace,
        "resourceType": kind,
    }
