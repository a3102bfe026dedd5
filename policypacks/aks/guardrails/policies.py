"""What an assignment of Azure Policy assigns, and whether it does what its definition says.

Source: https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure
"""

import re

from guardrails.checks import must_not_be, placed, together
from guardrails.props import Problems, Props, decided

_is_on = must_not_be("enforcementMode", "DoNotEnforce")
_effect = must_not_be("value", "Disabled")
_DEFINITION = re.compile(r"/policy(?:set)?definitions/([^/]+)", re.IGNORECASE)


def definition_of(assignment: Props) -> str | None:
    """Return the name of what is assigned, in lower case; None where none is named.

    Raises:
        Undecided: when it is unknown.

    """
    named = _DEFINITION.search(assignment.text("policyDefinitionId"))
    return named[1].lower() if named else None


def effects(assignment: Props) -> list[str]:
    """Return where the assignment says its definition's effect, or would: each definition spells the name as it likes.

    Raises:
        Undecided: when the parameters are unknown.

    """
    named = [one for one in assignment.names("parameters") if one.lower() == "effect"]
    return [f"parameters.{one}.value" for one in named] or ["parameters.effect.value"]


def must_be_in_force(assignment: Props) -> Problems:
    """Neither the assignment's mode, nor the effect that it gives its definition, switches the policy off."""
    yield from decided(_is_on, assignment)
    yield from decided(_parameter, assignment)
    yield from assignment.each("overrides", lambda one: decided(placed, _effect, one))


def _parameter(assignment: Props) -> Problems:
    for path in effects(assignment):
        yield from decided(must_not_be(path, "Disabled"), assignment)


def is_in_force(assignment: Props) -> bool:
    """Tell whether the policy is not switched off.

    Raises:
        Undecided: when what is known does not switch it off, and something is unknown.

    """
    return not together(must_be_in_force(assignment), bool)
