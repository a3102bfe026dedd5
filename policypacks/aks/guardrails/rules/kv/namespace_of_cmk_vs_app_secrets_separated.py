"""A vault of encryption keys must hold no application secrets."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.keys import encrypts
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import KEY, REGISTRY, VAULT, VAULT_SECRET


def check(vault: Resource, stack: Stack) -> Problems:
    """Looks at keys of registries and disk encryption sets, and at Secrets, of the stack."""
    keys = select(
        stack.all(KEY), lambda key: all_of(lambda: key.points_at("vaultName", vault), lambda: encrypts(key, stack))
    )
    if keys and select(stack.all(VAULT_SECRET), lambda secret: secret.points_at("vaultName", vault)):
        yield f"must not hold application secrets beside the encryption key {keys[0].name}"


def _secret(vault: str) -> ExampleResource:
    return ExampleResource(VAULT_SECRET.token, {"vaultName": Output(vault, "name")})


_VAULT = ExampleResource(VAULT.token)
_STACK = {
    "vault": _VAULT,
    "key": ExampleResource(KEY.token, {"vaultName": Output("vault", "name")}),
    "registry": ExampleResource(
        REGISTRY.token, {"encryption": {"keyVaultProperties": {"keyIdentifier": Output("key", "keyUri")}}}
    ),
}

GUARDRAIL = StackGuardrail(
    title="Encryption keys and application secrets lie in different vaults",
    applies_to=VAULT,
    severity=Severity.LOW,
    why="Access on a vault is mostly given as a whole: an application that manages its secrets comes "
    "close to the key of the registry, and a purge hits both.",
    fix="Make a second Vault for the secrets and leave the keys of registries and disk encryption sets "
    "alone in the first.",
    link="https://learn.microsoft.com/azure/key-vault/general/best-practices",
    absent="A vault without such keys or without secrets passes.",
    requirements=("004-3",),
    controls=(mcsb("DP-8"),),
    check=check,
    passing={
        "a vault of its own": {**_STACK, "other": _VAULT, "secret": _secret("other")},
        "a key that encrypts nothing here": {"vault": _VAULT, "key": _STACK["key"], "secret": _secret("vault")},
        "no secrets": _STACK,
    },
    failing={
        "a secret beside the key": {**_STACK, "secret": _secret("vault")},
    },
)
