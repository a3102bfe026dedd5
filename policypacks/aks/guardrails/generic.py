"""The generic resource read as the resource it makes: `azure-native:resources:Resource` is no way around."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from guardrails.arm_bodies import OUTSIDE, Body, flattened, folded, rename, typed
from guardrails.arm_names import NAMED_OTHERWISE, NAMES, PARENT_NAMES, SCOPED
from guardrails.custom import with_its_pods
from guardrails.kinds import api_version, is_kubernetes
from guardrails.tokens import ARM_TYPES, CARRYING, ENVELOPED, GENERIC, MADE_BY_REQUEST, unversioned
from guardrails.values import UNKNOWN, Secret, Unknown

_BY_ARM_TYPE: Final = {
    **{arm_type.lower(): token for token, arm_type in ARM_TYPES.items()},
    **{arm_type.lower(): token for arm_type, token in MADE_BY_REQUEST.items()},
}

_TYPE: Final = ("resourceProviderNamespace", "resourceType", "parentResourcePath")
_VERSION: Final = re.compile(r"[/_]v(\d{4})(\d{2})(\d{2})(preview)?:")


def own_name(token: str) -> str:
    """Return the property of the SDK's class that has the resource's own name in Azure."""
    kind = token.rpartition(":")[2]
    return NAMES.get(kind, f"{kind[0].lower()}{kind[1:]}Name")


def owner_of(token: str) -> tuple[str, str]:
    """Return how ids name the owner of such a resource, and the property that holds the owner's name.

    A subnet's are `virtualNetworks` and `virtualNetworkName`; both are empty for what no other resource owns.
    """
    _, *owners, _ = ARM_TYPES[token].split("/")
    return (owners[-1], PARENT_NAMES.get(owners[-1], "")) if owners else ("", "")


def resolve(token: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the type and properties as its own class would send them, also for the generic resource.

    An API version that the type or the generic resource names is the property `azureApiVersion`, as the provider
    itself calls it among the outputs. An object of Kubernetes has its `apiVersion` in any case; one
    that holds pods in a shape of its own is a workload.
    """
    plain = unversioned(token)
    if is_kubernetes(plain):
        return with_its_pods(plain, {"apiVersion": api_version(token), **values})
    version = _api_version(token, values)
    values = {**values, "azureApiVersion": version} if version else values
    if plain != GENERIC:
        return plain, values
    values = _open_type(values)
    actual = _actual(values)
    if actual is None:
        return plain, values
    flat = _as_sent(actual, values)
    name = flat.get("resourceName")
    flat[own_name(actual)] = name
    if actual in SCOPED:
        flat[SCOPED[actual]] = _scope(values)
    kinds = ARM_TYPES[actual].split("/")[1:]
    if _takes_away(flat):
        return plain, values
    if len(kinds) == 1:
        return actual, flat
    unknown = isinstance(values.get("parentResourcePath"), Unknown)
    names = [UNKNOWN] * (len(kinds) - 1) if unknown else _way(values)[1][2::2]
    owners = {PARENT_NAMES[kind]: one for kind, one in zip(kinds, names, strict=False) if kind in PARENT_NAMES}
    flat.update(name=name, **owners)
    return actual, flat


def as_resource(arm_type: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    """Return the type and properties of what stands in an ARM template as its own class would send them.

    The type is empty where no guardrail judges it. Names of owners that an expression makes are unknown.
    """
    actual = _BY_ARM_TYPE.get(arm_type.lower(), "")
    flat = _as_sent(actual, {key: value for key, value in values.items() if key.lower() != "resources"})
    version = values.get("apiVersion")
    if version:
        flat["azureApiVersion"] = version
    if actual in SCOPED and values.get("scope") is not None:
        flat[SCOPED[actual]] = values.get("scope")
    kinds = ARM_TYPES.get(actual, arm_type).split("/")[1:] or [""]  # spelt as the names of owners are known by
    name = values.get("name")
    names = name.split("/") if isinstance(name, str) and name.count("/") == len(kinds) - 1 else [UNKNOWN] * len(kinds)
    owners = {PARENT_NAMES[kind]: one for kind, one in zip(kinds[:-1], names, strict=False) if kind in PARENT_NAMES}
    flat.update({own_name(actual) if actual else "name": names[-1]}, name=names[-1], **owners)
    return ("" if _takes_away(flat) else actual), flat


def resolve_dependencies(
    token: str, values: Mapping[str, Any], dependencies: Mapping[str, Sequence[str]]
) -> Mapping[str, Sequence[str]]:
    """Return where each property as `resolve` names it comes from.

    The engine tells this of the generic resource's `properties` as a whole: each property in them then comes from all
    that any of them comes from.
    """
    if unversioned(token) != GENERIC or (actual := _actual(values)) is None:
        return dependencies
    body = values.get("properties")
    inside = () if actual in ENVELOPED or not isinstance(body, Mapping) else _as_sent(actual, {"properties": body})
    owners = [PARENT_NAMES[kind] for kind in ARM_TYPES[actual].split("/")[1:-1] if kind in PARENT_NAMES]
    ways = (one for prop in ("parentResourcePath", "resourceType") for one in dependencies.get(prop, ()))
    return Body(
        {
            **dependencies,
            **dict.fromkeys(inside, dependencies.get("properties", ())),
            **dict.fromkeys(owners, tuple(ways)),
            **({SCOPED[actual]: dependencies.get("resourceGroupName", ())} if actual in SCOPED else {}),
        }
    )


def _takes_away(flat: Mapping[str, Any]) -> bool:
    """Tell whether nothing is granted: a request may end a role, the child `remove` of a vault ends access."""
    request, name = (str(flat.get(key)).lower() for key in ("requestType", "accessPolicyName"))
    return request in {"adminremove", "selfdeactivate"} or name == "remove"


def _as_sent(actual: str, values: Mapping[str, Any]) -> Any:
    values = {key: typed(one) if key.lower() == "properties" else one for key, one in values.items()}
    flat = folded(values) if actual in ENVELOPED else flattened(values)
    if isinstance(flat.get("requestType"), str):
        flat.setdefault("principalType", "Unknown")  # nobody can say it of a role that is asked for, so not of a group
    for path, name in NAMED_OTHERWISE.get(actual, {}).items():
        rename(flat, path.split("."), name)
    return flat


def is_of_unknown_type(token: str, values: Mapping[str, Any]) -> bool:
    """Tell whether a generic resource may be of a type that guardrails judge, but which it is only the update tells."""
    return unversioned(token) == GENERIC and not arm_type(values) and len(_fitting(values)) > 0


def arm_type(values: Mapping[str, Any]) -> str:
    """Return the ARM type of a generic resource in lower case; empty where it is known only after the update."""
    fitting = _fitting(values)
    known = all(isinstance(_plain(values, key), str) for key in _TYPE[:2])
    return fitting[0] if known and len(fitting) == 1 else ""


def _actual(values: Mapping[str, Any]) -> str | None:
    return _BY_ARM_TYPE.get(arm_type(values))


def _fitting(values: Mapping[str, Any]) -> list[str]:
    """Return the ARM types that the resource may be of: where a part is unknown, of those that matter here."""
    values = _open_type(values)
    namespace, kind, parent = (values.get(key) for key in _TYPE)
    if not all(isinstance(one, str | Unknown) for one in (namespace, kind)):
        return []
    if not any(isinstance(one, Unknown) for one in (namespace, kind, parent)):
        own, *way = _way(values)[1] or [""]
        return ["/".join([own, *way[::2]]).lower()]
    return [
        one
        for one in (*_BY_ARM_TYPE, *CARRYING)
        if (isinstance(namespace, Unknown) or one.startswith(f"{str(namespace).strip('/')}/".lower()))
        and (isinstance(kind, Unknown) or one.endswith(f"/{str(kind).strip('/')}".lower()))
    ]


def _open_type(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**values, **{key: _plain(values, key) for key in _TYPE if key in values}}


def _plain(values: Mapping[str, Any], key: str) -> Any:
    value = values.get(key)
    return value.value if isinstance(value, Secret) else value


def _way(values: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return what the resource extends, and its own provider, kinds and names.

    The provider joins the texts into one address, wherever their slashes stand. What extends another resource, as a
    role assignment does, stands behind a further `providers`.
    """
    texts = (
        str(values.get(prop) or "") for prop in ("resourceProviderNamespace", "parentResourcePath", "resourceType")
    )
    parts = [one for one in "/".join(texts).split("/") if one]
    behind = max((index for index, one in enumerate(parts) if one.lower() == "providers"), default=-1)
    return parts[: max(behind, 0)], parts[behind + 1 :]


def _scope(values: Mapping[str, Any]) -> Any:
    """Return the id of what the resource is about: its resource group, or what it extends; the subscription is open."""
    extended, _ = _way(values)
    group = values.get("resourceGroupName")
    if not extended:
        return f"/subscriptions/-/resourceGroups/{group}" if isinstance(group, str) else UNKNOWN
    return "/".join(
        [f"/subscriptions/-/resourceGroups/{group if isinstance(group, str) else '-'}/providers", *extended]
    )


def _api_version(token: str, values: Mapping[str, Any]) -> Any:
    dated = _VERSION.search(token)
    if dated:
        year, month, day, preview = dated.groups()
        return f"{year}-{month}-{day}" + ("-preview" if preview else "")
    return _plain(values, "apiVersion") if token == GENERIC else None


def sent_path(token: str, values: Mapping[str, Any], path: str) -> str:
    """Return where the property of a resource's own class stands in the properties as they were sent."""
    first = path.split(".", maxsplit=1)[0]
    if unversioned(token) != GENERIC or first in OUTSIDE:
        return path
    actual = resolve(token, values)[0]
    sent = next((arm for arm, name in NAMED_OTHERWISE.get(actual, {}).items() if name == first), first)
    return path if actual in ENVELOPED else f"properties.{sent}{path.removeprefix(first)}"
