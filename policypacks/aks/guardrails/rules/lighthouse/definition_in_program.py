"""What another tenant is given must be seen where it is given."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import DELEGATED_SCOPE, DELEGATION


def check(assignment: Resource, stack: Stack) -> Problems:
    """`lighthouse-no-privileged-roles` judges the definition, which it can only where the program makes it."""
    definitions = stack.pointed_at(DELEGATION, assignment, "properties")
    if not select(definitions, lambda one: assignment.points_at("properties", one)):
        yield "must delegate by a RegistrationDefinition of the program, whose roles can be seen"


def _delegated(definition: str | Output) -> ExampleResource:
    return ExampleResource(
        DELEGATED_SCOPE.token, {"scope": SUBSCRIPTION, "properties": {"registrationDefinitionId": definition}}
    )


_ROLES = {"authorizations": [{"principalId": "operators", "roleDefinitionId": "acdd72a7-3385-48ef-bd42-f606fba81ae7"}]}
_DEFINITION = ExampleResource(DELEGATION.token, {"scope": SUBSCRIPTION, "properties": _ROLES})
_ELSEWHERE = f"{SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/elsewhere"

GUARDRAIL = StackGuardrail(
    title="A delegation to another tenant is defined in the program",
    applies_to=DELEGATED_SCOPE,
    severity=Severity.MEDIUM,
    why="A definition made elsewhere, by hand or by an offer, may give any role, and nobody who reviews this program "
    "sees which.",
    fix="Make the RegistrationDefinition in the program and set registration_definition_id in properties to its id.",
    link="https://learn.microsoft.com/azure/lighthouse/how-to/onboard-customer",
    absent="Azure refuses a delegation without a definition, so absent fails.",
    requirements=("000-8", "002-11"),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={"the definition is the program's": {"roles": _DEFINITION, "delegated": _delegated(Output("roles"))}},
    failing={
        "the definition is made elsewhere": {"delegated": _delegated(_ELSEWHERE)},
        "another definition is the program's": {"roles": _DEFINITION, "delegated": _delegated(_ELSEWHERE)},
        "no definition is named": {"roles": _DEFINITION, "delegated": ExampleResource(DELEGATED_SCOPE.token)},
    },
)
