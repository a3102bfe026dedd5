"""The identity of a disk encryption set must be allowed to use its key."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.keys import key_role_problems
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import DISK_ENCRYPTION_SET, IDENTITY, ROLE_ASSIGNMENT, VAULT


def check(encryption: Resource, stack: Stack) -> Problems:
    """Roles on the key, its vault, their resource group or above count, also stronger ones than needed."""
    kinds = encryption.text("identity.type").lower()
    if "userassigned" in kinds:
        yield from each_of(
            stack.pointed_at(IDENTITY, encryption, "identity.userAssignedIdentities"),
            lambda one: encryption.points_at("identity.userAssignedIdentities", one),
            lambda one: key_role_problems(encryption, "activeKey.keyUrl", one, stack),
        )
    elif "systemassigned" in kinds:
        yield from key_role_problems(encryption, "activeKey.keyUrl", encryption, stack)


_VAULT = ExampleResource(VAULT.token, {"vaultName": "vault", "properties": {"enableRbacAuthorization": True}})
_KEY = {"keyUrl": "https://vault.vault.azure.net/keys/disks/0123456789abcdef0123456789abcdef"}
_STACK = {
    "vault": _VAULT,
    "identity": ExampleResource(IDENTITY.token),
    "disks": ExampleResource(
        DISK_ENCRYPTION_SET.token,
        {
            "identity": {"type": "UserAssigned", "userAssignedIdentities": [Output("identity")]},
            "activeKey": {**_KEY, "sourceVault": {"id": Output("vault")}},
        },
    ),
}
_SYSTEM = {
    "vault": _VAULT,
    "disks": ExampleResource(DISK_ENCRYPTION_SET.token, {"identity": {"type": "SystemAssigned"}, "activeKey": _KEY}),
}


def _grant(principal: Output, role: str = "e147488a-f6f5-4113-8e2d-b22465e65bf6") -> ExampleResource:
    return ExampleResource(
        ROLE_ASSIGNMENT.token,
        {
            "principalId": principal,
            "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
            "scope": Output("vault"),
        },
    )


GUARDRAIL = StackGuardrail(
    title="The disk encryption set's identity may wrap with its key",
    applies_to=DISK_ENCRYPTION_SET,
    severity=Severity.CRITICAL,
    why="A set that may not use its key encrypts nothing: disks and node pools that name it fail to be "
    "created, or to start again.",
    fix="Add a RoleAssignment of Key Vault Crypto Service Encryption User for the identity of the "
    "DiskEncryptionSet, with the vault as scope, and make clusters and disks that use the set depend "
    "on it (depends_on).",
    link="https://learn.microsoft.com/azure/virtual-machines/disk-encryption",
    absent="Nothing is granted of its own accord, so a missing assignment fails; keys and identities outside"
    " the stack are not judged.",
    requirements=("004-3",),
    controls=(mcsb("DP-5"),),
    check=check,
    passing={
        "the role for its own identity": {**_STACK, "role": _grant(Output("identity", "principalId"))},
        "the role for an identity of Azure's making": {
            **_SYSTEM,
            "role": _grant(Output("disks", "identity.principalId")),
        },
        "the key is in a vault outside the stack": {
            "vault": _VAULT,
            "disks": ExampleResource(
                DISK_ENCRYPTION_SET.token,
                {
                    "identity": {"type": "SystemAssigned"},
                    "activeKey": {
                        "keyUrl": "https://elsewhere.vault.azure.net/keys/disks/0123456789abcdef0123456789abcdef"
                    },
                },
            ),
        },
        "no identity and no key": {"vault": _VAULT, "disks": ExampleResource(DISK_ENCRYPTION_SET.token)},
    },
    failing={
        "no role": _STACK,
        "no role for the identity of Azure's making": _SYSTEM,
        "the role of another identity": {
            **_STACK,
            "other": ExampleResource(IDENTITY.token),
            "role": _grant(Output("other", "principalId")),
        },
        "another role": {
            **_STACK,
            "role": _grant(Output("identity", "principalId"), "4633458b-17de-408a-b874-0445c86b69e6"),
        },
    },
)
