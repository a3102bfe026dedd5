"""A key that encrypts a resource must do nothing else."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.keys import encrypts
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import DISK_ENCRYPTION_SET, KEY, REGISTRY, VAULT

_NEEDED = {"wrapkey", "unwrapkey"}


def check(key: Resource, stack: Stack) -> Problems:
    """Looks at the registries and disk encryption sets of the stack."""
    if encrypts(key, stack):
        allowed = {operation.lower() for operation in key.texts("properties.keyOps")}
        if not allowed or allowed - _NEEDED:
            yield "must set properties.keyOps to wrapKey and unwrapKey only"


def _key(*operations: str) -> ExampleResource:
    return ExampleResource(
        KEY.token, {"vaultName": Output("vault", "name"), "properties": {"keyOps": list(operations)}}
    )


_VAULT = ExampleResource(VAULT.token)
_REGISTRY = ExampleResource(
    REGISTRY.token, {"encryption": {"keyVaultProperties": {"keyIdentifier": Output("key", "keyUri")}}}
)
_DISKS = ExampleResource(DISK_ENCRYPTION_SET.token, {"activeKey": {"keyUrl": Output("key", "keyUriWithVersion")}})

GUARDRAIL = StackGuardrail(
    title="A customer-managed key only wraps and unwraps",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="A registry or a disk encryption set only wraps its own key with it; with 'sign' or 'decrypt' "
    "whoever may use the key can do more than that.",
    fix="Set key_ops=['wrapKey', 'unwrapKey'] in the properties of the Key.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys-details",
    absent="Azure allows every operation, so absent fails for a key that a registry or disk encryption set "
    "of the stack uses; others pass.",
    requirements=("004-3",),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={
        "a registry's key wraps": {"vault": _VAULT, "key": _key("wrapKey", "unwrapKey"), "registry": _REGISTRY},
        "a key that encrypts nothing here": {"vault": _VAULT, "key": _key("sign", "verify")},
    },
    failing={
        "a registry's key also signs": {
            "vault": _VAULT,
            "key": _key("wrapKey", "unwrapKey", "sign"),
            "registry": _REGISTRY,
        },
        "a disk's key also decrypts": {
            "vault": _VAULT,
            "key": _key("wrapKey", "unwrapKey", "decrypt"),
            "disks": _DISKS,
        },
        "the operations are left at Azure's default": {
            "vault": _VAULT,
            "key": ExampleResource(KEY.token, {"vaultName": Output("vault", "name")}),
            "registry": _REGISTRY,
        },
    },
)
