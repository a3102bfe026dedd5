"""A registry must be reachable through a private endpoint."""

from guardrails.examples import ExampleResource, Output, private_endpoint
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import endpoint_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import PRIVATE_ENDPOINT, REGISTRY


def check(registry: Resource, stack: Stack) -> Problems:
    """The endpoint's group for a registry is `registry`."""
    yield from endpoint_problems(registry, stack, "registry")


_REGISTRY = ExampleResource(REGISTRY.token)
_ENDPOINT = private_endpoint("registry", "registry")

GUARDRAIL = StackGuardrail(
    title="The registry has a private endpoint",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Without an endpoint in the virtual network images travel over the registry's public address.",
    fix="Add a PrivateEndpoint with group_ids=['registry'] for the Registry.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-private-link",
    absent="A registry has no endpoint of its own accord, so a missing one fails.",
    requirements=("000-6", "004-2"),
    controls=(
        mcsb("NS-2"),
        azure_policy("e8eef0a8-67cf-4eb4-9386-14b0e78733d4"),
        azure_policy("d85c6833-7d33-4cf5-a915-aaa2de84405f"),
    ),
    check=check,
    passing={
        "an endpoint": {"registry": _REGISTRY, "endpoint": _ENDPOINT},
    },
    failing={
        "no endpoint": {"registry": _REGISTRY},
        "the endpoint is another registry's": {
            "registry": _REGISTRY,
            "other": _REGISTRY,
            "endpoint": ExampleResource(
                PRIVATE_ENDPOINT.token,
                {
                    "privateLinkServiceConnections": [
                        {"name": "registry", "groupIds": ["registry"], "privateLinkServiceId": Output("other")}
                    ]
                },
            ),
        },
    },
)
