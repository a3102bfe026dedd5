"""A registry must be encrypted with a key of one's own."""

from guardrails.checks import must_be, must_be_present
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import REGISTRY

_PROPERTIES = "encryption.keyVaultProperties"


def check(registry: Props) -> Problems:
    """The identity is asked for by its client id; which kind the registry has is `acr-identity-set`."""
    yield from decided(must_be("encryption.status", "enabled", absent="disabled"), registry)
    yield from must_be_present(f"{_PROPERTIES}.keyIdentifier")(registry)
    yield from must_be_present(f"{_PROPERTIES}.identity")(registry)


_KEY = {
    "keyIdentifier": "https://example.vault.azure.net/keys/registry",
    "identity": "11111111-1111-1111-1111-111111111111",
}

GUARDRAIL = Guardrail(
    title="The registry is encrypted with a customer-managed key",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="With Microsoft's key alone you can neither rotate it nor revoke it when images must become "
    "unreadable; a registry takes a key of yours only when it is created.",
    fix="Set encryption={'status': 'enabled', 'key_vault_properties': {'key_identifier': ..., 'identity':"
    " <client id>}} on the Registry.",
    link="https://learn.microsoft.com/azure/container-registry/tutorial-customer-managed-keys",
    absent="Azure encrypts with a key of Microsoft's, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-5"), azure_policy("5b9159ae-1701-4a6f-9a7a-aa9c8ddd0580")),
    check=check,
    passing={
        "a key and the identity that fetches it": {"encryption": {"status": "enabled", "keyVaultProperties": _KEY}},
    },
    failing={
        "encryption is left at the default": {"sku": {"name": "Premium"}},
        "encryption is disabled": {"encryption": {"status": "disabled", "keyVaultProperties": _KEY}},
        "no key": {"encryption": {"status": "enabled", "keyVaultProperties": {"identity": _KEY["identity"]}}},
        "no identity": {
            "encryption": {"status": "enabled", "keyVaultProperties": {"keyIdentifier": _KEY["keyIdentifier"]}}
        },
    },
)
