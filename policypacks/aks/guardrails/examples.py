"""Example stacks of cross-resource guardrails, as the engine shows them at preview and as state holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from guardrails.generic import owner_of
from guardrails.stack import Record, Stack, build
from guardrails.subjects import DIAGNOSTIC_SETTING, IDENTITY, MANAGEMENT_GROUP, PRIVATE_ENDPOINT, RESOURCE_GROUP
from guardrails.tokens import ARM_TYPES
from guardrails.values import UNKNOWN

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001"
_GROUP = f"{SUBSCRIPTION}/resourceGroups/example"
_KEY_URIS = {"keyUri": "", "keyUriWithVersion": "/0123456789abcdef0123456789abcdef"}


PULL_ALONE_GIVEN = (
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
    "(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] "
    "ForAnyOfAnyValues:GuidEquals {7f951dda-4ed3-4680-a7ca-43fe172d538d}))"
)
"""A condition under which AcrPull is the only role that may be given."""
ONLY_TAKING_BOUNDED = (
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR "
    "(@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] StringEqualsIgnoreCase 'Group'))"
)
"""A condition under which every role may be given, and only groups lose theirs."""


@dataclass(frozen=True)
class Output:
    """An output of another resource of the example, given to a property."""

    resource: str
    prop: str = "id"


@dataclass(frozen=True)
class ExampleResource:
    """A resource of an example stack; its properties may hold `Output`s of the others."""

    token: str
    properties: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] | None = None
    """Its properties in the previous state; none when it is new."""
    reported: Mapping[str, Any] = field(default_factory=dict)
    """What Azure adds by itself, seen once the resource exists."""
    gone: bool = False
    """Whether the previous state alone has it."""


ExampleStack = Mapping[str, ExampleResource]
"""Name -> resource."""


class Seen(StrEnum):
    """How a stack is seen."""

    PREVIEW = "preview"
    """Nothing exists yet: outputs are unknown, the engine knows where they come from."""
    STATE = "state"
    """All exists: outputs are known, and so is where they came from."""
    BY_HAND = "ids by hand"
    """All exists, and the program wrote the ids itself: outputs are known, where they came from is not."""


def render(example: ExampleStack, seen: Seen) -> Stack:
    """Return the example as a stack seen that way, with the previous state where resources have one."""
    now = {name: one.properties for name, one in example.items() if not one.gone}
    gone = {name: one.properties for name, one in example.items() if one.gone}
    before = {**gone, **{name: one.before for name, one in example.items() if one.before is not None}}
    return build(_records(now, example, seen), _records(before, example, Seen.STATE))


def _records(properties: Mapping[str, Mapping[str, Any]], example: ExampleStack, seen: Seen) -> list[Record]:
    return [
        Record(
            urn(name, example[name].token),
            name,
            example[name].token,
            {**_computed(name, example[name], seen), **_rendered(one, example, seen)},
            {} if seen is Seen.BY_HAND else _dependencies(one, example),
        )
        for name, one in properties.items()
    ]


def diagnostic_setting(target: str, *logs: Mapping[str, Any]) -> ExampleResource:
    """Return a setting that sends the logs of the example's resource `target` to its resource `workspace`."""
    return ExampleResource(
        DIAGNOSTIC_SETTING.token,
        {"resourceUri": Output(target), "workspaceId": Output("workspace"), **({"logs": list(logs)} if logs else {})},
    )


def private_endpoint(target: str, *groups: str) -> ExampleResource:
    """Return an endpoint to the groups of the example's resource `target`."""
    connection = {"name": "main", "groupIds": list(groups), "privateLinkServiceId": Output(target)}
    return ExampleResource(PRIVATE_ENDPOINT.token, {"privateLinkServiceConnections": [connection]})


def urn(name: str, token: str) -> str:
    """Return the URN of an example's resource."""
    return f"urn:pulumi:example::example::{token}::{name}"


def arm_id(name: str, token: str, owner: str = "") -> str:
    """Return the ARM id of an example's resource; what owns it is named `owner`, or like the resource."""
    if token == RESOURCE_GROUP.token:
        return f"{SUBSCRIPTION}/resourceGroups/{name}"
    namespace, *kinds = ARM_TYPES[token].split("/")
    parent = "" if token == MANAGEMENT_GROUP.token else _GROUP
    above = "".join(f"{kind}/{owner or name}/" for kind in kinds[:-1])
    return f"{parent}/providers/{namespace}/{above}{kinds[-1]}/{name}"


def _computed(name: str, resource: ExampleResource, seen: Seen) -> dict[str, Any]:
    """Return the outputs that Azure fills in and guardrails may follow; at preview nothing is told of them."""
    if seen is Seen.PREVIEW:
        return {"resourceGroupName": "example"}
    computed = ("name", "principalId", "clientId") if resource.token == IDENTITY.token else ("name",)
    known = {prop: _known(Output(name, prop), resource.token) for prop in computed}
    return {"resourceGroupName": "example", **known, **resource.reported}


def _known(output: Output, token: str, owner: str = "") -> str:
    if output.prop == "name":
        return output.resource
    target = arm_id(output.resource, token, owner)
    return target if output.prop == "id" else str(uuid5(NAMESPACE_URL, f"{target}#{output.prop}"))


def _owner(resource: ExampleResource) -> str:
    if resource.token not in ARM_TYPES:
        return ""
    owner = resource.properties.get(owner_of(resource.token)[1], "")
    return owner.resource if isinstance(owner, Output) else owner


def _known_uri(key: Output, example: ExampleStack) -> str:
    vault = example[key.resource].properties.get("vaultName")
    name = vault.resource if isinstance(vault, Output) else vault
    return f"https://{name}.vault.azure.net/keys/{key.resource}{_KEY_URIS[key.prop]}"


def _rendered(value: Any, example: ExampleStack, seen: Seen) -> Any:
    if isinstance(value, Output):
        if seen is Seen.PREVIEW:
            return UNKNOWN
        if value.prop in _KEY_URIS:
            return _known_uri(value, example)
        return _known(value, example[value.resource].token, _owner(example[value.resource]))
    if isinstance(value, Mapping):
        return {key: _rendered(element, example, seen) for key, element in value.items()}
    return [_rendered(element, example, seen) for element in value] if isinstance(value, list) else value


def _dependencies(properties: Mapping[str, Any], example: ExampleStack) -> dict[str, list[str]]:
    return {
        key: [urn(output.resource, example[output.resource].token) for output in _outputs(value)]
        for key, value in properties.items()
    }


def _outputs(value: Any) -> Iterator[Output]:
    if isinstance(value, Output):
        yield value
    elif isinstance(value, Mapping | list):
        for element in value.values() if isinstance(value, Mapping) else value:
            yield from _outputs(element)
