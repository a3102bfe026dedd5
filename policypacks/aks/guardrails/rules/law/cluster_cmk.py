"""A dedicated log cluster must use the organisation's own key."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import LOG_CLUSTER

_KEY = {"keyVaultUri": "https://example.vault.azure.net", "keyName": "logs", "keyVersion": ""}
_doubly = must_be("isDoubleEncryptionEnabled", expected=True, absent=True)


def check(cluster: Props) -> Problems:
    """An empty version follows the key's rotation, so only vault and name are asked for."""
    yield from decided(_named, cluster)
    yield from decided(_doubly, cluster)


def _named(cluster: Props) -> Problems:
    key = cluster.get("keyVaultProperties")
    for needed in ("keyVaultUri", "keyName"):
        if not isinstance(key, Props) or not key.has(needed):
            yield f"must set keyVaultProperties.{needed}"


GUARDRAIL = Guardrail(
    title="The dedicated log cluster is encrypted with a key of the organisation",
    applies_to=LOG_CLUSTER,
    severity=Severity.LOW,
    why="Control of the key is the reason to pay for a dedicated cluster; without it Microsoft's key encrypts "
    "the logs.",
    fix="Set key_vault_properties on the Cluster, with an identity that may use the key.",
    link="https://learn.microsoft.com/azure/azure-monitor/logs/customer-managed-keys",
    absent="Azure uses its own key by default, so absent fails; double encryption is on unless it is switched off.",
    requirements=("004-3",),
    controls=(
        mcsb("DP-5"),
        mcsb("DP-4"),
        azure_policy("1f68a601-6e6d-4e42-babf-3f643a047ea2"),
        azure_policy("ea0dfaed-95fb-448c-934e-d6e713ce393d"),
    ),
    check=check,
    passing={"a key of the vault is used": {"keyVaultProperties": _KEY}},
    failing={
        "Microsoft's key is used": {"isDoubleEncryptionEnabled": True},
        "the key has no name": {"keyVaultProperties": {**_KEY, "keyName": ""}},
        "double encryption is off": {"keyVaultProperties": _KEY, "isDoubleEncryptionEnabled": False},
    },
)
