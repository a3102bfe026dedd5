"""Bodies as Azure Resource Manager reads them: names of properties ignore case, and `properties` envelopes are open."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from guardrails.arm_names import TEXTS
from guardrails.values import Secret, Unknown, Untold

OUTSIDE: Final = frozenset(
    {"extendedLocation", "identity", "kind", "location", "managedBy", "plan", "properties", "sku", "tags"}
)
"""What a resource has beside ARM's `properties`."""


class Body(dict[str, Any]):
    """An object as ARM reads it: names of properties ignore case."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return what stands under the key; the case as asked for comes first."""
        spelt = _spelt(self, key)
        return default if spelt is None else self[spelt]


_UNTOLD: Final = Untold()


class _Open(Body):
    """An object whose further properties are known only after the update; gateways and firewalls have `sku` there."""

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key, default if key in OUTSIDE - {"sku"} else _UNTOLD)


def _spelt(values: Mapping[str, Any], key: str) -> str | None:
    if key in values:
        return key
    return next((one for one in values if one.lower() == key.lower()), None)


def rename(value: Any, path: Sequence[str], name: str) -> None:
    """Give what ARM has at the path its name in the SDK; what stands there under that name means nothing to ARM."""
    if isinstance(value, Secret):
        rename(value.value, path, name)
    elif isinstance(value, list):
        for element in value:
            rename(element, path, name)
    elif isinstance(value, dict):
        key = _spelt(value, path[0])
        if len(path) > 1:
            rename(value.get(path[0]), path[1:], name)
            return
        given = {name: value.pop(key)} if key else {}
        value.pop(_spelt(value, name) or "", None)
        value.update(given)


def typed(value: Any) -> Any:
    """Return the value with texts that stand for booleans as booleans, as services read them."""
    if isinstance(value, Secret):
        return Secret(typed(value.value))
    if isinstance(value, list):
        return [typed(element) for element in value]
    if isinstance(value, Mapping):
        return {key: one if key.lower() in TEXTS else typed(one) for key, one in value.items()}
    return {"true": True, "false": False}.get(value.lower(), value) if isinstance(value, str) else value


def folded(value: Any) -> Any:
    """Return the value with objects whose names of properties ignore case, at every depth."""
    if isinstance(value, Secret):
        return Secret(folded(value.value))
    if isinstance(value, list):
        return [folded(element) for element in value]
    if isinstance(value, Mapping):
        return Body({key: folded(element) for key, element in value.items()})
    return value


def flattened(value: Any) -> Any:
    """Return the value with what is in ARM's `properties` envelopes beside them, at every depth, as the SDK has it."""
    if isinstance(value, Secret):
        return Secret(flattened(value.value))
    if isinstance(value, list):
        return [flattened(element) for element in value]
    if not isinstance(value, Mapping):
        return value
    inner = _spelt(value, "properties")
    flat = Body({key: flattened(element) for key, element in value.items() if key != inner})
    envelope: Any = flattened(value[inner]) if inner else None
    body = envelope.value if isinstance(envelope, Secret) else envelope
    if isinstance(body, Unknown):
        return _Open(flat)
    if not isinstance(body, Mapping):
        return flat if body is None else Body({**flat, "properties": envelope})
    opened = _Open if isinstance(body, _Open) else Body
    return opened({**flat, **(body if body is envelope else {key: Secret(one) for key, one in body.items()})})
