"""Whether an assignment of Azure Policy does what its definition says.

Source: https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure
"""

from guardrails.checks import must_not_be, placed, together
from guardrails.props import Problems, Props, decided

_is_on = must_not_be("enforcementMode", "DoNotEnforce")
_effect = must_not_be("value", "Disabled")


def must_be_in_force(assignment: Props) -> Problems:
    """Neither the assignment's mode, nor the effect that it gives its definition, switches the policy off."""
    yield from decided(_is_on, assignment)
    yield from decided(_parameter, assignment)
    yield from assignment.each("overrides", lambda one: decided(placed, _effect, one))


def _parameter(assignment: Props) -> Problems:
    """Each definition spells the name as it likes."""
    for name in assignment.names("parameters"):
        if name.lower() == "effect":
            yield from must_not_be(f"parameters.{name}.value", "Disabled")(assignment)


def is_in_force(assignment: Props) -> bool:
    """Tell whether the policy is not switched off.

    Raises:
        Undecided: when what is known does not switch it off, and something is unknown.

    """
    return not together(must_be_in_force(assignment), bool)
