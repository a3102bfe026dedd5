"""A vault of HSM keys must be of the tier that has HSMs."""

from guardrails.checks import must_be
from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import KEY, VAULT


def check(vault: Resource, stack: Stack) -> Problems:
    """Looks at the Keys of the stack."""
    hardware = select(
        stack.all(KEY),
        lambda key: all_of(
            lambda: key.text("properties.kty").lower().endswith("-hsm"), lambda: key.points_at("vaultName", vault)
        ),
    )
    if hardware:
        yield from must_be("properties.sku.name", "premium")(vault)


def _vault(tier: str) -> ExampleResource:
    return ExampleResource(VAULT.token, {"properties": {"sku": {"family": "A", "name": tier}}})


def _key(kind: str, vault: str = "vault") -> ExampleResource:
    return ExampleResource(KEY.token, {"vaultName": Output(vault, "name"), "properties": {"kty": kind}})


GUARDRAIL = StackGuardrail(
    title="A vault that holds HSM keys is of the premium tier",
    applies_to=VAULT,
    severity=Severity.LOW,
    why="A vault of the standard tier refuses keys of type RSA-HSM and EC-HSM, in the middle of the update.",
    fix="Set sku={'family': 'A', 'name': 'premium'} in the properties of the Vault.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    absent="Azure requires a tier, so absent fails where the vault holds HSM keys, and passes elsewhere.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"),),
    check=check,
    passing={
        "an HSM key in a premium vault": {"vault": _vault("premium"), "key": _key("RSA-HSM")},
        "a software key in a standard vault": {"vault": _vault("standard"), "key": _key("RSA")},
        "no key": {"vault": _vault("standard")},
    },
    failing={
        "an HSM key in a standard vault": {"vault": _vault("standard"), "key": _key("RSA-HSM")},
        "an HSM key in a vault without a tier": {"vault": ExampleResource(VAULT.token), "key": _key("EC-HSM")},
    },
)
