"""What an ARM template makes, read as resources: a template inside a program is no way around."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from guardrails.arm_bodies import Body
from guardrails.generic import arm_type, as_resource
from guardrails.subjects import DEFENDER_EXPORT, DEFENDER_PLAN
from guardrails.tokens import CARRYING, GENERIC
from guardrails.values import UNKNOWN, Secret, Unknown

_SCRIPTS: Final = frozenset({"azure-native:resources:AzureCliScript", "azure-native:resources:AzurePowerShellScript"})
CARRIERS: Final = _SCRIPTS | {
    "azure-native:resources:Deployment",
    "azure-native:resources:DeploymentAtManagementGroupScope",
    "azure-native:resources:DeploymentAtScope",
    "azure-native:resources:DeploymentAtSubscriptionScope",
    "azure-native:resources:DeploymentAtTenantScope",
    "azure-native:resources:DeploymentStackAtManagementGroup",
    "azure-native:resources:DeploymentStackAtResourceGroup",
    "azure-native:resources:DeploymentStackAtSubscription",
}
"""Types whose template, or script, makes resources that Pulumi does not know."""
_AT_SUBSCRIPTION: Final = frozenset(
    {"azure-native:resources:DeploymentAtSubscriptionScope", "azure-native:resources:DeploymentStackAtSubscription"}
)
OF_SUBSCRIPTION: Final = frozenset({DEFENDER_PLAN.token, DEFENDER_EXPORT.token})
"""Types of which a template's are judged together with the rest, too: what a subscription has of them belongs together
whatever they point at, so that no expression hides it."""
_SCRIPT: Final = "microsoft.resources/deploymentscripts"


@dataclass(frozen=True)
class Made:
    """What a template makes: one resource, or something that cannot be read."""

    what: str
    """Its ARM type, or why it cannot be read."""
    token: str = ""
    """The type that guardrails judge; empty where none does."""
    values: Mapping[str, Any] | None = None
    """Properties as the type's own class would send them, with expressions unknown; None for what cannot be read."""


def made_by(token: str, values: Mapping[str, Any]) -> Iterator[Made]:
    """Yield what the resource's template makes, at every depth; nothing for a resource that carries none."""
    if token not in CARRIERS and not (token == GENERIC and arm_type(values) in CARRYING):
        return
    yield from _in_template(template_of(values))


def template_of(values: Mapping[str, Any]) -> Any:
    """Return the template that a resource carries; unknown where the update tells it, None where it lies elsewhere."""
    body = _plain(values.get("properties"))
    if isinstance(body, Unknown):
        return body
    holders = [values, Body(body)] if isinstance(body, Mapping) else [values]
    return next((template for one in holders if (template := _plain(one.get("template"))) is not None), None)


def types_made_by(token: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Yield the types of what the resource's template makes, as far as it can be read."""
    return (one.token for one in made_by(token, values) if one.values is not None)


def made_for_subscription(token: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
    """Yield types and properties of what the resource's template makes that is judged together with the rest.

    There are no properties where a template of a subscription cannot be read: what it makes may be of any such type.
    """
    for one in made_by(token, values):
        if one.values is None and token in _AT_SUBSCRIPTION:
            yield from ((kind, None) for kind in sorted(OF_SUBSCRIPTION))
        elif one.token in OF_SUBSCRIPTION:
            yield one.token, one.values


def _in_template(template: Any) -> Iterator[Made]:
    if not isinstance(template, Mapping):
        yield Made("a script, or a template that lies elsewhere")
        return
    yield from _listed(_evaluated(template).get("resources"), "")


def _listed(resources: Any, owner: str) -> Iterator[Made]:
    """A template of language version 2.0 names its resources, an older one lists them."""
    resources = _plain(resources)
    if isinstance(resources, Unknown):
        yield Made("resources that an expression lists")
    elements = list(resources.values()) if isinstance(resources, Mapping) else resources
    for one in elements if isinstance(elements, list) else ():
        yield from _one(_plain(one), owner)


def _one(resource: Any, owner: str) -> Iterator[Made]:
    if not isinstance(resource, Mapping) or not isinstance(resource.get("type"), str):
        yield Made("a resource whose type is an expression")
        return
    kind = resource.get("type", "")
    kind = kind if "." in kind.split("/")[0] or not owner else f"{owner}/{kind}"
    if resource.get("existing") is True or resource.get("condition") is False:
        yield from _listed(resource.get("resources"), kind)  # a condition does not hold for what stands within
    elif kind.lower() == _SCRIPT:
        yield Made(kind)
    elif kind.lower() in CARRYING:
        body = _plain(resource.get("properties"))
        yield from _in_template(_plain(body.get("template")) if isinstance(body, Mapping) else None)
    else:
        token, values = as_resource(kind, resource)
        yield Made(kind, token, values)
        yield from _listed(resource.get("resources"), kind)


def _evaluated(value: Any) -> Any:
    """Return the value with expressions unknown, and a property that is made in a loop as a list of one.

    Names of properties ignore case, those of the template's own sections and of what belongs to each resource too.
    """
    if isinstance(value, Secret):
        return Secret(_evaluated(value.value))
    if isinstance(value, list):
        return [_evaluated(element) for element in value]
    if isinstance(value, Mapping):
        made = Body({key: _evaluated(element) for key, element in value.items()})
        loops = made.get("copy")
        for loop in loops if isinstance(loops, list) else ():
            if isinstance(loop, Mapping) and isinstance(name := loop.get("name"), str):
                made[name] = [loop.get("input", UNKNOWN)]
        return made
    if isinstance(value, str) and value.startswith("[") and value.endswith("]"):
        return value[1:] if value.startswith("[[") else UNKNOWN
    return value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Secret) else value
