"""A registry with a key of one's own must have an identity that lives without it."""

from typing import Any

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY


def check(registry: Props) -> Problems:
    """Which of the identities fetches the key is `acr-cmk-encryption`."""
    if not registry.get("encryption.keyVaultProperties"):
        return
    if "userassigned" not in registry.text("identity.type").lower():
        yield "must set identity.type to UserAssigned"
    yield from must_be_present("identity.userAssignedIdentities")(registry)


_CMK = {"keyVaultProperties": {"keyIdentifier": "https://example.vault.azure.net/keys/registry"}}
_IDENTITIES: dict[str, Any] = {
    "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/example"
    "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/registry": {}
}

GUARDRAIL = Guardrail(
    title="A registry with a key of its own has a user-assigned identity",
    applies_to=REGISTRY,
    severity=Severity.MEDIUM,
    why="A registry's own system identity exists only after the registry, too late to be given access to "
    "the key that the registry is created with.",
    fix="Set identity={'type': 'UserAssigned', 'user_assigned_identities': {<the identity's id>: {}}} on the Registry.",
    link="https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys",
    absent="Azure gives a registry no identity, so absent fails where the registry has a key of its own, and"
    " passes elsewhere.",
    requirements=("004-3",),
    controls=(mcsb("IM-3"),),
    check=check,
    passing={
        "an identity of its own": {
            "encryption": _CMK,
            "identity": {"type": "UserAssigned", "userAssignedIdentities": _IDENTITIES},
        },
        "both kinds of identity": {
            "encryption": _CMK,
            "identity": {"type": "SystemAssigned, UserAssigned", "userAssignedIdentities": _IDENTITIES},
        },
        "no key of its own": {"sku": {"name": "Premium"}},
    },
    failing={
        "no identity": {"encryption": _CMK},
        "the system identity only": {
            "encryption": _CMK,
            "identity": {"type": "SystemAssigned", "userAssignedIdentities": _IDENTITIES},
        },
        "no identity is named": {"encryption": _CMK, "identity": {"type": "UserAssigned"}},
    },
)
