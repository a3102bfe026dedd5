"""A managed HSM must be reachable through a private endpoint."""

from guardrails.examples import ExampleResource, private_endpoint
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import endpoint_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_HSM


def check(hsm: Resource, stack: Stack) -> Problems:
    """The endpoint's group for a managed HSM is `managedhsm`."""
    yield from endpoint_problems(hsm, stack, "managedhsm")


_STACK = {"hsm": ExampleResource(MANAGED_HSM.token)}

GUARDRAIL = StackGuardrail(
    title="The managed HSM has a private endpoint",
    applies_to=MANAGED_HSM,
    severity=Severity.MEDIUM,
    why="Without an endpoint in the virtual network every use of a key goes over the HSM's public address.",
    fix="Add a PrivateEndpoint with group_ids=['managedhsm'] for the ManagedHsm.",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/private-link",
    absent="An HSM has no endpoint of its own accord, so a missing one fails.",
    requirements=("004-3",),
    controls=(
        mcsb("NS-2"),
        azure_policy("59fee2f4-d439-4f1b-9b9a-982e1474bfd8"),
        azure_policy("d1d6d8bb-cc7c-420f-8c7d-6f6f5279a844"),
    ),
    check=check,
    passing={
        "an endpoint": {**_STACK, "endpoint": private_endpoint("hsm", "managedhsm")},
    },
    failing={
        "no endpoint": _STACK,
        "an endpoint to another group": {**_STACK, "endpoint": private_endpoint("hsm", "other")},
        "the endpoint is another hsm's": {
            **_STACK,
            "other": ExampleResource(MANAGED_HSM.token),
            "endpoint": private_endpoint("other", "managedhsm"),
        },
    },
)
