"""Nobody must be contributor of a whole subscription, nor eligible for it."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.roles import CONTRIBUTOR, at_subscription_or_above, role_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import ELIGIBILITY, MANAGEMENT_GROUP, RESOURCE_GROUP, ROLE_ASSIGNMENT, ROLE_WITHIN_REACH

_READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"


def check(assignment: Resource, stack: Stack) -> Problems:
    """On a resource group the role is accepted: that is as far as one stack's pipeline must reach."""
    if role_of(assignment, {CONTRIBUTOR}) and at_subscription_or_above(assignment, stack):
        yield "must not give Contributor on a subscription or management group"


def _assigned(role: str, scope: str | Output, token: str = ROLE_ASSIGNMENT.token) -> ExampleResource:
    definition = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    return ExampleResource(token, {"roleDefinitionId": definition, "scope": scope, "principalId": "someone"})


GUARDRAIL = StackGuardrail(
    title="Contributor is neither assigned nor eligible on a subscription or more",
    applies_to=ROLE_WITHIN_REACH,
    severity=Severity.HIGH,
    why="A contributor of a subscription can change and delete what every team runs in it, so a pipeline's mistake or "
    "a stolen credential reaches all of them; who is eligible needs one activation more.",
    fix="Set scope to the resource group, or set role_definition_id to a role for the job.",
    link="https://learn.microsoft.com/azure/role-based-access-control/best-practices",
    absent="Azure refuses an assignment without role or scope, so absent says nothing.",
    requirements=("002-11",),
    controls=(mcsb("PA-7"), psrule("Azure.RBAC.UseRGDelegation"), psrule("Azure.RBAC.LimitMGDelegation")),
    check=check,
    passing={
        "the contributor of the stack's group": {
            "group": ExampleResource(RESOURCE_GROUP.token),
            "grant": _assigned(CONTRIBUTOR, Output("group")),
        },
        "the contributor of a group elsewhere": {
            "grant": _assigned(CONTRIBUTOR, f"{SUBSCRIPTION}/resourceGroups/other")
        },
        "the contributor of a group elsewhere, for who activates it": {
            "grant": _assigned(CONTRIBUTOR, f"{SUBSCRIPTION}/resourceGroups/other", ELIGIBILITY.token)
        },
        "a reader of the subscription": {"grant": _assigned(_READER, SUBSCRIPTION)},
        "no scope is given": {"grant": ExampleResource(ROLE_ASSIGNMENT.token, {"roleDefinitionId": CONTRIBUTOR})},
    },
    failing={
        "the contributor of the subscription": {"grant": _assigned(CONTRIBUTOR, SUBSCRIPTION)},
        "the contributor of the subscription, for who activates it": {
            "grant": _assigned(CONTRIBUTOR, SUBSCRIPTION, ELIGIBILITY.token)
        },
        "the contributor of the stack's management group": {
            "all": ExampleResource(MANAGEMENT_GROUP.token, {"groupId": "all"}),
            "grant": _assigned(CONTRIBUTOR, Output("all")),
        },
        "the contributor of the tenant": {"grant": _assigned(CONTRIBUTOR, "/")},
    },
)
