"""Secrets must be encrypted in etcd with a key of your own."""

from guardrails.checks import must_be, must_be_present
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN

_KEY = "https://example.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef"


def check(cluster: Props) -> Problems:
    """Azure refuses a private vault whose resource id it is not told."""
    kms = "securityProfile.azureKeyVaultKms"
    yield from decided(must_be(f"{kms}.enabled", expected=True), cluster)
    yield from must_be_present(f"{kms}.keyId")(cluster)
    if cluster.text(f"{kms}.keyVaultNetworkAccess").lower() == "private":
        yield from must_be_present(f"{kms}.keyVaultResourceId")(cluster)


GUARDRAIL = Guardrail(
    title="Kubernetes secrets are encrypted with a Key Vault key",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Otherwise whoever reads a copy of the cluster's database reads every Kubernetes secret, and you "
    "cannot withdraw the key.",
    fix="Set security_profile.azure_key_vault_kms with enabled=True and key_id; with "
    'key_vault_network_access="Private" also key_vault_resource_id. The identity of the cluster must be user-assigned.',
    link="https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption",
    absent="Azure encrypts etcd with its own key only, so absent fails.",
    requirements=("002-18", "002-17"),
    controls=(cis_aks("5.3.1"), mcsb("DP-5"), azure_policy("dbbdc317-9734-4dd8-9074-993b29c69008")),
    check=check,
    passing={
        "a key of a vault that is open to all networks": {
            "securityProfile": {"azureKeyVaultKms": {"enabled": True, "keyId": _KEY, "keyVaultNetworkAccess": "Public"}}
        },
        "a key of a private vault": {
            "securityProfile": {
                "azureKeyVaultKms": {
                    "enabled": True,
                    "keyId": _KEY,
                    "keyVaultNetworkAccess": "Private",
                    "keyVaultResourceId": "/subscriptions/example",
                }
            }
        },
        "a key that is known after the update": {
            "securityProfile": {"azureKeyVaultKms": {"enabled": True, "keyId": UNKNOWN}}
        },
    },
    failing={
        "it is off": {"securityProfile": {"azureKeyVaultKms": {"enabled": False, "keyId": _KEY}}},
        "it has no key": {"securityProfile": {"azureKeyVaultKms": {"enabled": True}}},
        "a private vault is not named": {
            "securityProfile": {
                "azureKeyVaultKms": {"enabled": True, "keyId": _KEY, "keyVaultNetworkAccess": "Private"}
            }
        },
        "it is left at Azure's default": {},
    },
)
