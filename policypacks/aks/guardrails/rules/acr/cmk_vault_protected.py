"""The vault of a registry's key must not be purgeable."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.keys import holds_key
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import KEY, REGISTRY, VAULT

_KEY_URI = "encryption.keyVaultProperties.keyIdentifier"


def check(registry: Resource, stack: Stack) -> Problems:
    """Other vaults are judged by `kv-purge-protection`; this one outlives an exemption from it."""
    if registry.has(_KEY_URI):
        yield from each_of(stack.all(VAULT), lambda vault: holds_key(vault, registry, _KEY_URI, stack), _unprotected)


def _unprotected(vault: Resource) -> Problems:
    if vault.get("properties.enablePurgeProtection") is not True:
        yield f"must have its key in a vault with purge protection, which {vault.name} lacks"
    if vault.get("properties.enableSoftDelete") is False:
        yield f"must have its key in a vault with soft delete, which {vault.name} has turned off"


def _vault(**properties: bool) -> ExampleResource:
    return ExampleResource(VAULT.token, {"vaultName": "vault", "properties": properties})


_KEY = ExampleResource(KEY.token, {"vaultName": Output("vault", "name")})
_REGISTRY = ExampleResource(
    REGISTRY.token, {"encryption": {"keyVaultProperties": {"keyIdentifier": Output("key", "keyUri")}}}
)

GUARDRAIL = StackGuardrail(
    title="The registry's key lies in a vault that cannot be purged",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Whoever purges the key makes every image unreadable for good; soft delete and purge protection "
    "leave 90 days to undo it, or as few as the vault's soft_delete_retention_in_days says.",
    fix="Set enable_purge_protection=True in the properties of the Vault that holds the key, and leave "
    "enable_soft_delete on.",
    link="https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys",
    absent="Azure leaves purge protection off and soft delete on, so absent purge protection fails; vaults "
    "outside the stack are not judged.",
    requirements=("004-3",),
    controls=(mcsb("DP-8"), azure_policy("0b60c0b2-2dc2-4e1c-b5c9-abbed971de53")),
    check=check,
    passing={
        "a vault with purge protection": {
            "vault": _vault(enablePurgeProtection=True),
            "key": _KEY,
            "registry": _REGISTRY,
        },
        "another vault is not protected": {
            "vault": _vault(enablePurgeProtection=True),
            "other": ExampleResource(VAULT.token, {"vaultName": "other"}),
            "key": _KEY,
            "registry": _REGISTRY,
        },
        "no key of its own": {"vault": _vault(), "registry": ExampleResource(REGISTRY.token)},
    },
    failing={
        "purge protection is left at Azure's default": {"vault": _vault(), "key": _KEY, "registry": _REGISTRY},
        "purge protection is off": {"vault": _vault(enablePurgeProtection=False), "key": _KEY, "registry": _REGISTRY},
        "soft delete is off": {
            "vault": _vault(enablePurgeProtection=True, enableSoftDelete=False),
            "key": _KEY,
            "registry": _REGISTRY,
        },
        "the key is named by hand": {
            "vault": _vault(enablePurgeProtection=False),
            "registry": ExampleResource(
                REGISTRY.token,
                {
                    "encryption": {
                        "keyVaultProperties": {"keyIdentifier": "https://vault.vault.azure.net/keys/registry"}
                    }
                },
            ),
        },
    },
)
