"""A policy must be enforced everywhere in its scope."""

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import POLICY_ASSIGNMENT

_enforced = must_not_be("enforcementMode", "DoNotEnforce")


def check(assignment: Props) -> Problems:
    """An exclusion that is not known yet is one all the same."""
    yield from decided(_enforced, assignment)
    if assignment.has("notScopes"):
        yield "must not set notScopes"


GUARDRAIL = Guardrail(
    title="The policy assignment is enforced, without excluded scopes",
    applies_to=POLICY_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="An assignment that only reports refuses nothing, and an excluded scope is an exemption without "
    "reason, owner or end.",
    fix="Leave enforcement_mode out or set it to 'Default', and use a PolicyExemption instead of not_scopes.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure",
    absent="Azure enforces by default and excludes nothing, so absent passes.",
    requirements=("000-10", "001-22"),
    controls=(),
    check=check,
    remedy={"enforcementMode": "Default"},
    passing={
        "it is enforced": {"enforcementMode": "Default"},
        "enforcement is left at Azure's default": {"displayName": "Pod security"},
    },
    failing={
        "it only reports": {"enforcementMode": "DoNotEnforce"},
        "a scope is excluded": {"notScopes": ["/subscriptions/example/resourceGroups/example"]},
    },
)
