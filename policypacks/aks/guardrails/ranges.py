"""How wide the address ranges may be that a service lets in."""

from collections.abc import Callable, Mapping
from ipaddress import ip_network
from typing import Any

from guardrails.checks import together
from guardrails.props import Problems, Props, Texts
from guardrails.reach import covers_internet

SHORTEST_PREFIX = {
    "shortest_prefix": {
        "type": "integer",
        "minimum": 1,
        "maximum": 32,
        "default": 9,
        "description": "The widest range allowed, as the length of its prefix: 9 refuses /0 to /8.",
    }
}
"""The parameter of `must_not_open_to_wide_ranges`."""


def must_not_open_to_wide_ranges(rules: str, prop: str = "") -> Callable[[Props, Mapping[str, Any]], Problems]:
    """No rule in the list at `rules` names in `prop` a range wider than the parameter `shortest_prefix`.

    Nor do all of them together let the Internet in. Without `prop` the list is one of ranges.
    """

    def check(props: Props, values: Mapping[str, Any]) -> Problems:
        def judge(rule: Any) -> Problems:
            text = _range(rule, prop)
            if _prefix(text) < values["shortest_prefix"]:
                yield f"must not let the range {text} in by {rules}"

        def name(rule: Any) -> Texts:
            yield _range(rule, prop)

        found = list(props.each_value(rules, judge))
        yield from found
        if not any(isinstance(one, str) for one in found) and together(props.each_value(rules, name), covers_internet):
            yield f"must not let the Internet in by {rules}"

    return check


def _range(rule: Any, prop: str) -> str:
    return rule.text(prop) if isinstance(rule, Props) else str(rule)


def _prefix(text: str) -> int:
    try:
        return ip_network(text.strip(), strict=False).prefixlen
    except ValueError:
        return 128  # no range: Azure refuses it by itself
