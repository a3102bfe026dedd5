"""A cluster must issue tokens that Microsoft Entra ID can verify."""

from guardrails.checks import must_be, unless_automatic
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The OIDC issuer is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without it pods cannot exchange their service account for an Entra token, and need stored passwords instead.",
    fix="Set oidc_issuer_profile with enabled=True; it cannot be turned off again.",
    link="https://learn.microsoft.com/azure/aks/use-oidc-issuer",
    absent="Azure turns it on only for clusters created with 1.34 or newer, so absent fails; AKS Automatic "
    "presets it and passes.",
    requirements=("001-14",),
    controls=(cis_aks("5.2.1"), mcsb("IM-3")),
    check=unless_automatic(must_be("oidcIssuerProfile.enabled", expected=True)),
    passing={
        "the issuer is on": {"oidcIssuerProfile": {"enabled": True}},
        "AKS Automatic presets it": {"sku": {"name": "Automatic", "tier": "Standard"}},
    },
    failing={
        "the issuer is off": {"oidcIssuerProfile": {"enabled": False}},
        "the issuer is left at Azure's default": {},
    },
)
