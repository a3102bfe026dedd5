"""What a value refers to: which resource a text denotes, and how much of a value is unknown."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from guardrails.generic import own_name, owner_of
from guardrails.props import Undecided, all_of
from guardrails.subjects import KEY, RESOURCE_GROUP, VAULT
from guardrails.templates import CARRIERS
from guardrails.tokens import ARM_TYPES, unversioned
from guardrails.urns import type_of
from guardrails.values import UNKNOWN, Secret, Unknown

_VAULT_URI = re.compile(r"https://([^./]+)\.vault\.[^/]+(?:/keys/([^/]+))?", re.IGNORECASE)
_OF_AN_IDENTITY = frozenset({"clientId", "objectId", "principalId", "resourceId"})


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in the value, keys of objects among them: they may be ids, as in userAssignedIdentities."""
    if isinstance(value, Secret):
        yield from texts_in(value.value)
    elif isinstance(value, Mapping):
        for key, element in value.items():
            yield key
            yield from texts_in(element)
    elif isinstance(value, list):
        for element in value:
            yield from texts_in(element)
    elif isinstance(value, str):
        yield value


def last_name(arm_id: str) -> str:
    """Return the name at the end of an ARM id in lower case: ids ignore case, and a slash behind them."""
    return arm_id.rstrip("/").rpartition("/")[2].lower()


def unknown_parts(value: object) -> int:
    """Count what is unknown at any depth; what an object says of one identity counts once."""
    if isinstance(value, Secret):
        return unknown_parts(value.value)
    if isinstance(value, list):
        return sum(map(unknown_parts, value))
    if not isinstance(value, Mapping):
        return int(isinstance(value, Unknown))
    identity = any(unknown_parts(one) for key, one in value.items() if key in _OF_AN_IDENTITY)
    return identity + sum(unknown_parts(one) for key, one in value.items() if key not in _OF_AN_IDENTITY)


def denotes_itself(urn: str) -> bool:
    """Tell whether what the resource answers denotes the resource itself.

    So it is with what a provider of Azure's makes. What a template or a script puts out may be anything.
    """
    token = type_of(urn)
    return token.startswith("azure") and unversioned(token) not in CARRIERS


def denotes(text: str, token: str, values: Mapping[str, Any], *, by_name: bool) -> bool:
    """Tell whether the text is the name, principal, URI or ARM id of the resource, or the id of something below it.

    ARM ids ignore case. Type, name, owner and group must agree, as far as the resource has them.

    Raises:
        Undecided: when one of them is known only after the update, and all others agree.

    """
    if text in (values.get("principalId"), values.get("clientId")):
        return True
    name = name_of(token, values)
    if token not in ARM_TYPES or name is None:
        return False
    if by_name:
        return _same(text, name)
    uri = _VAULT_URI.match(text)
    if uri and token == VAULT.token:
        return _same(uri[1], name)
    if uri and token == KEY.token:
        return all_of(partial(_same, uri[1], values.get("vaultName")), partial(_same, uri[2], name))
    return _is_id(f"{text.rstrip('/')}/".lower(), token, name, values)


def _is_id(text: str, token: str, name: str | Unknown, values: Mapping[str, Any]) -> bool:
    if token == RESOURCE_GROUP.token:  # its id names no provider, and what is below it is not meant
        return bool(re.search(r"/resourcegroups/[^/]+/$", text)) and _holds(text, "resourceGroups", name)
    namespace, *_, kind = ARM_TYPES[token].split("/")
    owners, owner = owner_of(token)
    places = ((kind, name), ("resourceGroups", values.get("resourceGroupName")), (owners, values.get(owner)))
    return all_of(
        lambda: f"/{namespace}/".lower() in text,
        *(partial(_holds, text, kinds, one) for kinds, one in places if isinstance(one, str | Unknown)),
    )


def _holds(text: str, kind: str, name: str | Unknown) -> bool:
    named = re.findall(f"/{kind}/([^/]+)(?=/)".lower(), text)
    return any(_same(one, name) for one in named)


def _same(text: str | None, name: Any) -> bool:
    if isinstance(name, Unknown) and text is not None:
        raise Undecided("the name of what it may refer to")
    return isinstance(name, str) and text is not None and text.lower() == name.lower()


def name_of(token: str, values: Mapping[str, Any]) -> str | Unknown | None:
    """Return the name in Azure: of `PublicIPAddress` the property `publicIpAddressName`, whatever its case."""
    own = own_name(token).lower()
    owner = owner_of(token)[1] if token in ARM_TYPES else ""
    props = ("name", *(key for key in values if key.lower() == own), "resourceName", "policyName")
    names = [values.get(prop) for prop in props if prop != owner]
    known = next((one for one in names if isinstance(one, str)), None)
    return known or (UNKNOWN if any(isinstance(one, Unknown) for one in names) else None)
