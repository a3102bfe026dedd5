"""A vault must be reachable through a private endpoint."""

from guardrails.examples import ExampleResource, private_endpoint
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import endpoint_problems
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import VAULT


def check(vault: Resource, stack: Stack) -> Problems:
    """The endpoint's group for a vault is `vault`."""
    yield from endpoint_problems(vault, stack, "vault")


_STACK = {"vault": ExampleResource(VAULT.token)}

GUARDRAIL = StackGuardrail(
    title="The vault has a private endpoint",
    applies_to=VAULT,
    severity=Severity.HIGH,
    why="Without an endpoint in the virtual network secrets travel over the vault's public address.",
    fix="Add a PrivateEndpoint with group_ids=['vault'] for the Vault.",
    link="https://learn.microsoft.com/azure/key-vault/general/private-link-service",
    absent="A vault has no endpoint of its own accord, so a missing one fails.",
    requirements=("004-7",),
    controls=(
        cis_azure("3.3.7"),
        mcsb("NS-2"),
        mcsb("DP-8"),
        azure_policy("a6abeaec-4d90-4a02-805f-6b26c4d3fbe9"),
        azure_policy("9d4fad1f-5189-4a42-b29e-cf7929c6b6df"),
        checkov("CKV2_AZURE_32"),
    ),
    check=check,
    passing={
        "an endpoint": {**_STACK, "endpoint": private_endpoint("vault", "vault")},
    },
    failing={
        "no endpoint": _STACK,
        "an endpoint to another group": {**_STACK, "endpoint": private_endpoint("vault", "other")},
        "the endpoint is another vault's": {
            **_STACK,
            "other": ExampleResource(VAULT.token),
            "endpoint": private_endpoint("other", "vault"),
        },
    },
)
