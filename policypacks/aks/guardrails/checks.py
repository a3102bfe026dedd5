"""Checks that many guardrails share: one property, one expectation."""

import re
from collections.abc import Callable, Collection
from typing import Any

from guardrails.props import Problems, Props, Texts, Undecided, any_of, decided, doubt
from guardrails.values import as_text

_WHOLE = re.compile(r"-?[0-9]+")
Check = Callable[[Props], Problems]


def must_be(path: str, expected: object, *, absent: object = None) -> Check:
    """`path` has the expected value; `absent` is the value Azure takes when the property is left out.

    Texts are compared without case, as ARM compares its enums.
    """

    def check(props: Props) -> Problems:
        if not _same(props.get(path, absent), expected):
            yield f"must set {path} to {_shown(expected)}"

    return check


def must_not_be(path: str, *refused: object) -> Check:
    """`path` has none of the refused values; absent passes."""

    def check(props: Props) -> Problems:
        value = props.get(path)
        if any(_same(value, one) for one in refused):
            yield f"must not set {path} to {_shown(value)}"

    return check


def must_be_one_of(path: str, accepted: Collection[str], *, absent: str | None = None) -> Check:
    """`path` has one of the accepted texts, compared without case; `absent` as in `must_be`."""

    def check(props: Props) -> Problems:
        value = props.get(path, absent)
        if not any(_same(value, one) for one in accepted):
            yield f"must set {path} to one of {', '.join(sorted(accepted))}"

    return check


def must_be_present(path: str) -> Check:
    """Something is set at `path`; a value known only after the update counts."""

    def check(props: Props) -> Problems:
        if not is_present(props, path):
            yield f"must set {path}"

    return check


def is_present(props: Props, path: str) -> bool:
    """Tell whether something is set at `path`; a value known only after the update counts.

    Raises:
        Undecided: when an object that would hold the value is unknown.

    """
    holder = path.rpartition('["' if path.endswith('"]') else ".")[0]
    return props.has(path) and not (holder and props.get(holder) is None)


def addon_must_be(key: str, *, enabled: bool) -> Check:
    """The cluster's add-on `key` is on, or off; AKS takes add-on keys in any case."""

    def check(cluster: Props) -> Problems:
        if (addon(cluster, key).get("enabled") is True) is not enabled:
            yield f"must {'enable' if enabled else 'not enable'} the add-on {key} in addonProfiles"

    return check


def addon(cluster: Props, key: str) -> Props:
    """Return the add-on's profile, empty when it is absent; AKS takes add-on keys in any case.

    Raises:
        Undecided: when the profiles are unknown.

    """
    for name in cluster.names("addonProfiles"):
        if name.lower() == key.lower():
            key, profile = name, cluster.get(f"addonProfiles.{name}")
            if isinstance(profile, Props):
                return profile
    return Props({}, f"addonProfiles.{key}")


def _same(value: Any, expected: object) -> bool:
    if isinstance(value, str) and isinstance(expected, str):
        return value.lower() == expected.lower()
    return type(value) is type(expected) and value == expected


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def some_text(props: Props, holds: Callable[[str], bool], *paths: str) -> bool:
    """Tell whether a text at one of the paths, or in a list there, satisfies `holds`; raises as `together`."""
    return together(texts_at(props, *paths), lambda texts: any(map(holds, texts)))


def together(found: Texts, holds: Callable[[list[str]], bool]) -> bool:
    """Tell whether the texts satisfy `holds` together, which further ones would not change.

    Raises:
        Undecided: when those that are known do not, and one is unknown.

    """
    texts: list[str] = []
    unknown: list[Undecided] = []
    for one in found:
        (unknown if isinstance(one, Undecided) else texts).append(one)  # type: ignore[arg-type]
    if unknown and not holds(texts):
        raise doubt(unknown)
    return holds(texts)


def texts_at(props: Props, *paths: str) -> Texts:
    """Yield the texts at the paths and in lists there, and where one is unknown."""
    for path in paths:
        yield from decided(_alone, props, path)
        yield from props.each_value(path, lambda value: iter([] if (text := as_text(value)) is None else [text]))


def _alone(props: Props, path: str) -> Texts:
    text = props.text(path)
    if text:
        yield text


def placed(check: Callable[..., Problems], element: Props, *others: object) -> Problems:
    """Yield the check's problems; those of an element of a list, or of an object within, say where it is."""
    for found in check(element, *others):
        yield found if isinstance(found, Undecided) else f"{found}{place(element)}"


def place(props: Props) -> str:
    """Return where an element of a list stands, with its name, as the end of a problem; nothing for a resource."""
    if not props.path:
        return ""
    name = props.raw.get("name")
    return f" (in {props.path}, {name})" if isinstance(name, str) else f" (in {props.path})"


def must_be_secret(path: str) -> Check:
    """What is set at `path` is a Pulumi secret, so that state and previews hold it encrypted; absent passes."""

    def check(props: Props) -> Problems:
        if not props.is_secret(path) and props.get(path) not in (None, ""):
            yield f"must give {path} as a Pulumi secret{place(props)}"

    return check


def must_be_closed_by_default(access: str, action: str) -> Check:
    """Public access at `access` is Disabled or a perimeter's, or the default at `action` is Deny; absent is open."""

    def check(props: Props) -> Problems:
        if not any_of(
            lambda: props.text(access).lower() in {"disabled", "securedbyperimeter"},
            lambda: _same(props.get(action), "Deny"),
        ):
            yield f"must set {action} to Deny, or {access} to Disabled"

    return check


def where(applies: Callable[[Props], bool], check: Check) -> Check:
    """As `check`, where `applies` is true; what finds nothing does not ask, so an unknown answer is no matter there."""

    def judge(props: Props) -> Problems:
        found = list(decided(check, props))
        if found and applies(props):
            yield from found

    return judge


def unless_automatic(check: Check) -> Check:
    """As `check`, but not for AKS Automatic: that mode presets what the check asks for, and nobody can change it."""
    return where(lambda cluster: not is_automatic(cluster), check)


def must_be_unset(path: str) -> Check:
    """Nothing is set at `path`; an empty text, list or object is nothing."""

    def check(props: Props) -> Problems:
        if props.has(path):
            props.count(path)  # an unknown value may turn out to be nothing; a list that holds one cannot
            yield f"must not set {path}"

    return check


def must_be_between(path: str, lowest: int, highest: int) -> Check:
    """`path` is a whole number from `lowest` to `highest`; absent is none."""

    def check(props: Props) -> Problems:
        if not lowest <= number(props, path, lowest - 1) <= highest:
            yield f"must set {path} to a number from {lowest} to {highest}"

    return check


def number(props: Props, path: str, absent: int = 0) -> int:
    """Return the whole number at `path`, `absent` when there is none; as `number_if_any`."""
    value = number_if_any(props, path)
    return absent if value is None else value


def number_if_any(props: Props, path: str) -> int | None:
    """Return the whole number at `path`, none when there is none. Services also take a text of digits for one.

    Raises:
        Undecided: when the value is unknown.

    """
    text = as_text(props.get(path))
    return int(text) if text and _WHOLE.fullmatch(text) else None


def kubernetes_minor(version: str) -> tuple[int, int] | None:
    """Return (major, minor) of a Kubernetes version such as 1.36 or 1.36.2, None when it is none."""
    match = re.match(r"(\d+)\.(\d+)(\.\d+)?$", version)
    return (int(match[1]), int(match[2])) if match else None


def addon_setting(profile: Props, name: str) -> str:
    """Return the path of the setting `name` in an add-on's profile; AKS takes its name in any case.

    Raises:
        Undecided: when the settings are unknown.

    """
    known = (key for key in profile.names("config") if key.lower() == name.lower())
    return f"config.{next(known, name)}"


def must_span_zones(fewest: int) -> Check:
    """`zones` names at least that many; absent and empty pass, for what Azure itself spreads over the zones."""

    def check(props: Props) -> Problems:
        zones = props.get("zones")
        if isinstance(zones, list) and 0 < len(zones) < fewest:
            yield f"must set zones to at least {fewest} zones, or leave them to Azure"

    return check


def must_match(path: str, pattern: str, meaning: str) -> Check:
    """The text at `path` matches the whole `pattern`, which `meaning` puts into words; absent passes."""

    def check(props: Props) -> Problems:
        text = props.text(path)
        if text and not re.fullmatch(pattern, text):
            yield f"must set {path} to {meaning}"

    return check


def is_private(cluster: Props) -> bool:
    """Tell whether the cluster's API server has a private address; raises as `get`."""
    return cluster.get("apiServerAccessProfile.enablePrivateCluster") is True


def is_automatic(cluster: Props) -> bool:
    """Tell whether the cluster is of AKS Automatic; raises as `get`."""
    return cluster.text("sku.name").lower() == "automatic"


def on_linux(pool: Props) -> bool:
    """Tell whether the pool's nodes run Linux, as they do unless told otherwise; raises as `get`."""
    return pool.text("osType", "Linux").lower() == "linux"


def least_nodes(pool: Props) -> int:
    """Return the size that the pool may shrink to; a pool that names no size has one node.

    Raises:
        Undecided: when the size is unknown.

    """
    if pool.text("type").lower() == "virtualmachines":
        return sum(number(one, "count") for one in pool.objects("virtualMachinesProfile.scale.manual"))
    return number(pool, "minCount") if pool.get("enableAutoScaling") is True else number(pool, "count", 1)
