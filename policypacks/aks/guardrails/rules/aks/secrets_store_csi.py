"""Pods must be able to mount secrets from Key Vault."""

from guardrails.checks import addon_must_be
from guardrails.frameworks import cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The Key Vault provider of the Secrets Store CSI driver is enabled",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without it teams copy secrets into Kubernetes objects, manifests and pipelines, where they are read "
    "and forgotten.",
    fix='Set addon_profiles={"azureKeyvaultSecretsProvider": {"enabled": True}} on the ManagedCluster.',
    link="https://learn.microsoft.com/azure/aks/csi-secrets-store-driver",
    absent="Azure installs no add-on, so absent fails.",
    requirements=("001-14", "004-7", "000-9"),
    controls=(cis_aks("4.5.2"), mcsb("IM-8"), psrule("Azure.AKS.SecretStore")),
    check=addon_must_be("azureKeyvaultSecretsProvider", enabled=True),
    remedy={"addonProfiles.azureKeyvaultSecretsProvider.enabled": True},
    passing={
        "the add-on is enabled": {"addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": True}}},
        "its key is spelt otherwise": {"addonProfiles": {"azurekeyvaultsecretsprovider": {"enabled": True}}},
    },
    failing={
        "the add-on is disabled": {"addonProfiles": {"azureKeyvaultSecretsProvider": {"enabled": False}}},
        "there are no add-ons": {},
    },
)
