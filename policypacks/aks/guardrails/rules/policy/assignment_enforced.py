"""A policy must be enforced everywhere in its scope."""

from guardrails.guardrail import Guardrail, Severity
from guardrails.policies import must_be_in_force
from guardrails.props import Problems, Props
from guardrails.subjects import POLICY_ASSIGNMENT


def check(assignment: Props) -> Problems:
    """An exclusion that is not known yet is one all the same."""
    yield from must_be_in_force(assignment)
    for prop in ("notScopes", "resourceSelectors"):
        if assignment.has(prop):
            yield f"must not set {prop}"


GUARDRAIL = Guardrail(
    title="The policy assignment is enforced, everywhere in its scope",
    applies_to=POLICY_ASSIGNMENT,
    severity=Severity.MEDIUM,
    why="An assignment that only reports, or has its effect disabled, refuses nothing; what not_scopes or "
    "resource_selectors leave out is exempt without reason, owner or end.",
    fix="Leave enforcement_mode out or set it to 'Default', set no effect to 'Disabled', and use a PolicyExemption "
    "instead of not_scopes, resource_selectors and overrides.",
    link="https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure",
    absent="Azure enforces by default and excludes nothing, so absent passes.",
    requirements=("000-10", "001-13", "001-22"),
    controls=(),
    check=check,
    remedy={"enforcementMode": "Default"},
    passing={
        "it is enforced": {"enforcementMode": "Default"},
        "enforcement is left at Azure's default": {"displayName": "Pod security"},
        "the effect is said": {
            "parameters": {"effect": {"value": "Deny"}},
            "overrides": [{"kind": "policyEffect", "value": "Deny"}],
        },
    },
    failing={
        "it only reports": {"enforcementMode": "DoNotEnforce"},
        "its effect is disabled": {"parameters": {"effect": {"value": "disabled"}}},
        "an override disables its effect": {"overrides": [{"kind": "policyEffect", "value": "Disabled"}]},
        "a region is selected": {
            "resourceSelectors": [{"selectors": [{"kind": "resourceLocation", "in": ["westeurope"]}]}]
        },
        "a scope is excluded": {"notScopes": ["/subscriptions/example/resourceGroups/example"]},
    },
)
