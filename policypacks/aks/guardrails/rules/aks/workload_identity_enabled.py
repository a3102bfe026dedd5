"""Pods must be able to act in Azure without a password."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER


def check(cluster: Props) -> Problems:
    """The webhook hands out tokens that only the issuer makes verifiable."""
    for path in ("securityProfile.workloadIdentity.enabled", "oidcIssuerProfile.enabled"):
        yield from decided(must_be(path, expected=True), cluster)


GUARDRAIL = Guardrail(
    title="Workload identity is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without it pods reach Key Vault and other services with stored passwords, or share the identity of "
    "their node.",
    fix="Set security_profile.workload_identity with enabled=True and oidc_issuer_profile with enabled=True.",
    link="https://learn.microsoft.com/azure/aks/workload-identity-overview",
    absent="Azure leaves it off, so absent fails; AKS Automatic presets it and passes.",
    requirements=("001-14", "000-9"),
    controls=(cis_aks("5.2.1"), mcsb("IM-3"), azure_policy("2cc2e023-0dac-4046-875b-178f683929d5")),
    check=unless_automatic(check),
    passing={
        "workload identity and its issuer are on": {
            "securityProfile": {"workloadIdentity": {"enabled": True}},
            "oidcIssuerProfile": {"enabled": True},
        },
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "workload identity is off": {
            "securityProfile": {"workloadIdentity": {"enabled": False}},
            "oidcIssuerProfile": {"enabled": True},
        },
        "it has no issuer": {"securityProfile": {"workloadIdentity": {"enabled": True}}},
        "both are left at Azure's default": {},
    },
)
