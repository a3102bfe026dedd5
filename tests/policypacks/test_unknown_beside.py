"""What is wrong in a list is a problem also when another element of the list is known only after the update."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from guardrails.catalog import catalog
from guardrails.guardrail import Guardrail, settings_of
from guardrails.judge import judge
from guardrails.values import UNKNOWN, Secret

MAY_MEND = {
    "aks-pool-availability-zones",  # a second zone
    "aks-pool-system-mode-tainted",  # the taint that is missing
    "appgw-https-only",  # the redirect or listener that is meant
    "appgw-zones-min-instances",
    "custom-role-no-privilege-escalation",  # what notActions takes away
    "defender-security-contact",
    "firewall-zones",
    "kv-key-expiry",  # the rotation that renews the expiry
    "kv-key-rotation-policy",  # the action that is missing
    "mhsm-admins-bounded",  # a second administrator
    "pip-zone-redundant",
    "sds-activity-log",  # the category that is missing
    "vnet-dns-two-servers",
    "waf-no-allow-everything",  # the condition that narrows
    "waf-policy-rulesets",  # the rules that are missing
}
"""Guardrails that ask for something in a list: what is unknown may be just that."""


def _with_unknown(value: Any) -> Iterator[Any]:
    """Yield the value once for each list in it that has elements, with one more that is unknown."""
    if isinstance(value, Secret):
        yield from map(Secret, _with_unknown(value.value))
    elif isinstance(value, Mapping):
        for key, element in value.items():
            yield from ({**value, key: one} for one in _with_unknown(element))
    elif isinstance(value, list) and value:
        yield [UNKNOWN, *value]
        for index, element in enumerate(value):
            yield from ([*value[:index], one, *value[index + 1 :]] for one in _with_unknown(element))


def _examples(choose: Callable[[Guardrail], Mapping[str, Any]]) -> Iterator[tuple[Guardrail, Any, Any]]:
    for guardrail in catalog():
        if isinstance(guardrail, Guardrail) and not guardrail.name.startswith("k8s-"):
            for values in choose(guardrail).values():
                yield from ((guardrail, one, settings_of(values)) for one in _with_unknown(values))


def test_an_unknown_element_hides_no_problem() -> None:
    hidden = {
        guardrail.name
        for guardrail, values, settings in _examples(lambda one: one.failing)
        if not judge(guardrail, guardrail.applies_to.token, values, settings).problems
    }

    assert hidden == MAY_MEND


def test_an_unknown_element_makes_no_problem() -> None:
    made = {
        guardrail.name
        for guardrail, values, settings in _examples(lambda one: one.passing)
        if judge(guardrail, guardrail.applies_to.token, values, settings).problems
    }

    assert made == {"fic-subject-exact"}  # Entra takes one audience: a second is wrong, whatever it is
