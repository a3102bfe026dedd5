"""A policy that changes resources must have an identity to do so."""

from guardrails.guardrail import Guardrail, Severity
from guardrails.policies import effects
from guardrails.props import Problems, Props
from guardrails.subjects import POLICY_ASSIGNMENT

_EFFECT = {"parameters": {"effect": {"value": "DeployIfNotExists"}}}


def check(assignment: Props) -> Problems:
    """The effect is known only where the assignment sets it as a parameter."""
    identity = assignment.text("identity.type").lower() not in {"", "none"}
    said = {assignment.text(path).lower() for path in effects(assignment)}
    if not identity and said & {"deployifnotexists", "modify"}:
        yield "must set identity, for its effect changes resources"
    if identity and not assignment.has("location"):
        yield "must set location, for its identity lies somewhere"


GUARDRAIL = Guardrail(
    title="The policy assignment that deploys or modifies has an identity",
    applies_to=POLICY_ASSIGNMENT,
    severity=Severity.LOW,
    why="Without an identity Azure cannot remediate: resources stay as they are, and the policy only reports.",
    fix="Set identity and location on the PolicyAssignment, and give the identity the roles that the "
    "definition asks for.",
    link="https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources",
    absent="Azure makes no identity by itself, so absent fails where the effect or an identity asks for it.",
    requirements=("000-10",),
    controls=(),
    check=check,
    passing={
        "it modifies, with an identity": {**_EFFECT, "identity": {"type": "SystemAssigned"}, "location": "westeurope"},
        "it only refuses": {"parameters": {"effect": {"value": "Deny"}}},
        "the effect is left to the definition": {"displayName": "Pod security"},
    },
    failing={
        "it modifies, without an identity": {**_EFFECT, "location": "westeurope"},
        "it modifies by another spelling of the parameter, without an identity": {
            "parameters": {"Effect": {"value": "Modify"}},
            "location": "westeurope",
        },
        "the identity is none": {**_EFFECT, "identity": {"type": "None"}, "location": "westeurope"},
        "the identity has no location": {"identity": {"type": "SystemAssigned"}},
        "it changes resources as they come, without an identity": {
            "parameters": {"effect": {"value": "Modify"}},
            "location": "westeurope",
        },
    },
)
