"""The identity that fetches a registry's key must be allowed to."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.keys import key_role_problems
from guardrails.props import Problems, each_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import IDENTITY, KEY, REGISTRY, RESOURCE_GROUP, ROLE_ASSIGNMENT, VAULT

_PROPERTIES = "encryption.keyVaultProperties"


def check(registry: Resource, stack: Stack) -> Problems:
    """Roles on the key, its vault, their resource group or above count, also stronger ones than needed."""
    if registry.has(f"{_PROPERTIES}.keyIdentifier"):
        yield from each_of(
            stack.pointed_at(IDENTITY, registry, f"{_PROPERTIES}.identity"),
            lambda one: registry.points_at(f"{_PROPERTIES}.identity", one),
            lambda one: key_role_problems(registry, f"{_PROPERTIES}.keyIdentifier", one, stack),
        )


_VAULT = ExampleResource(VAULT.token, {"vaultName": "vault", "properties": {"enableRbacAuthorization": True}})
_KEY = ExampleResource(KEY.token, {"vaultName": Output("vault", "name"), "properties": {"kty": "RSA"}})
_IDENTITY = ExampleResource(IDENTITY.token)

_REGISTRY = ExampleResource(
    REGISTRY.token,
    {
        "encryption": {
            "status": "enabled",
            "keyVaultProperties": {
                "keyIdentifier": Output("key", "keyUri"),
                "identity": Output("identity", "clientId"),
            },
        }
    },
)


def _grant(role: str, scope: str | Output) -> ExampleResource:
    return ExampleResource(
        ROLE_ASSIGNMENT.token,
        {
            "principalId": Output("identity", "principalId"),
            "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{role}",
            "scope": scope,
        },
    )


_ENCRYPTION_USER = "e147488a-f6f5-4113-8e2d-b22465e65bf6"
_SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6"

_STACK = {"vault": _VAULT, "key": _KEY, "identity": _IDENTITY, "registry": _REGISTRY}

GUARDRAIL = StackGuardrail(
    title="The registry's identity may wrap with its key",
    applies_to=REGISTRY,
    severity=Severity.CRITICAL,
    why="A registry whose identity may not use the key is refused when it is created, or cannot serve an image later.",
    fix="Add a RoleAssignment of Key Vault Crypto Service Encryption User for the identity, with the "
    "vault as scope, and make the Registry depend on it (depends_on).",
    link="https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys",
    absent="Nothing is granted of its own accord, so a missing assignment fails; keys and identities outside"
    " the stack are not judged.",
    requirements=("004-3",),
    controls=(mcsb("DP-5"), mcsb("DP-8")),
    check=check,
    passing={
        "the role on the vault": {**_STACK, "role": _grant(_ENCRYPTION_USER, Output("vault"))},
        "the role on the key": {**_STACK, "role": _grant(_ENCRYPTION_USER, Output("key"))},
        "the role on the subscription": {
            **_STACK,
            "role": _grant(_ENCRYPTION_USER, "/subscriptions/00000000-0000-0000-0000-000000000001"),
        },
        "the vault takes access policies": {
            **_STACK,
            "vault": ExampleResource(
                VAULT.token, {"vaultName": "vault", "properties": {"enableRbacAuthorization": False}}
            ),
        },
        "the key is in a vault outside the stack": {
            "vault": _VAULT,
            "identity": _IDENTITY,
            "registry": ExampleResource(
                REGISTRY.token,
                {
                    "encryption": {
                        "keyVaultProperties": {
                            "keyIdentifier": "https://elsewhere.vault.azure.net/keys/registry",
                            "identity": Output("identity", "clientId"),
                        }
                    }
                },
            ),
        },
        "no key of its own": {"vault": _VAULT, "registry": ExampleResource(REGISTRY.token)},
        **{
            f"the stronger role {role} on the vault": {**_STACK, "role": _grant(role, Output("vault"))}
            for role in (
                "12338af0-0e69-4776-bea7-57ae8d297424",
                "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
                "00482a5a-887f-4fb3-b363-3b7fe8e74483",
            )
        },
        "the role on the management group": {
            **_STACK,
            "role": _grant(_ENCRYPTION_USER, "/providers/Microsoft.Management/managementGroups/all"),
        },
        "the role on the group of the vault": {
            **_STACK,
            "group": ExampleResource(RESOURCE_GROUP.token),
            "vault": ExampleResource(VAULT.token, {**_VAULT.properties, "resourceGroupName": Output("group", "name")}),
            "role": _grant(_ENCRYPTION_USER, Output("group")),
        },
    },
    failing={
        "no role": _STACK,
        "another role": {**_STACK, "role": _grant(_SECRETS_USER, Output("vault"))},
        "the role on another vault": {
            **_STACK,
            "other": ExampleResource(VAULT.token, {"vaultName": "other"}),
            "role": _grant(_ENCRYPTION_USER, Output("other")),
        },
    },
)
