"""Secrets that change in Key Vault must change in the pods."""

from guardrails.checks import addon, addon_setting
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """An add-on's settings are texts, also those that say yes or no."""
    profile = addon(cluster, "azureKeyvaultSecretsProvider")
    setting = addon_setting(profile, "enableSecretRotation")
    if profile.get("enabled") is True and profile.text(setting).lower() != "true":
        yield 'must set enableSecretRotation to "true" in the config of the add-on azureKeyvaultSecretsProvider'


GUARDRAIL = Guardrail(
    title="The Key Vault provider reloads secrets that changed",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without it a pod keeps the old secret until it is started anew, so a leaked one cannot be withdrawn "
    "by rotating it.",
    fix='Set the config of the add-on azureKeyvaultSecretsProvider to {"enableSecretRotation": "true"}.',
    link="https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options",
    absent="Azure does not reload, so absent fails where the add-on is on; without the add-on there is nothing "
    "to reload.",
    requirements=("002-17", "004-7"),
    controls=(cis_aks("4.5.2"), mcsb("DP-7"), checkov("CKV_AZURE_172"), psrule("Azure.AKS.SecretStoreRotation")),
    check=check,
    remedy={"addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation": "true"},
    passing={
        "secrets are reloaded": {
            "addonProfiles": {
                "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "true"}}
            }
        },
        "the add-on is off": {"addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": False}}},
        "there are no add-ons": {},
    },
    failing={
        "secrets are not reloaded": {
            "addonProfiles": {
                "azureKeyvaultSecretsProvider": {"enabled": True, "config": {"enableSecretRotation": "false"}}
            }
        },
        "it is left at Azure's default": {"addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": True}}},
    },
)
