"""A registry must follow its key to new versions."""

import re

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity, UnknownMeans
from guardrails.props import Problems, Props
from guardrails.subjects import REGISTRY

_PATH = "encryption.keyVaultProperties.keyIdentifier"
_KEY = "https://example.vault.azure.net/keys/registry"
_VERSIONED = re.compile(r".*/keys/[^/]+/[^/]+/?", re.IGNORECASE)


def check(registry: Props) -> Problems:
    """A version is what follows the key's name in the URI."""
    if _VERSIONED.fullmatch(registry.text(_PATH)):
        yield f"must give {_PATH} without the key's version"


GUARDRAIL = Guardrail(
    title="The registry names its key without a version",
    applies_to=REGISTRY,
    severity=Severity.MEDIUM,
    why="A registry that names one version stays with it: rotation makes new versions that nothing uses, "
    "until the old one expires and images become unreadable.",
    fix="Give key_identifier the key_uri of the Key, not its key_uri_with_version.",
    link="https://learn.microsoft.com/azure/container-registry/tutorial-rotate-revoke-customer-managed-keys",
    absent="Without a key of its own there is nothing to follow, so absent passes.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"),),
    # The URI of a key made in the same update is never known before it; a note on every first preview says nothing.
    unknown=UnknownMeans.IGNORE,
    check=check,
    passing={
        "the URI ends with the key": {"encryption": {"keyVaultProperties": {"keyIdentifier": _KEY}}},
        "no key of its own": {"sku": {"name": "Premium"}},
    },
    failing={
        "the URI ends with a version": {
            "encryption": {"keyVaultProperties": {"keyIdentifier": f"{_KEY}/0123456789abcdef0123456789abcdef"}}
        },
    },
)
