"""The HTTP application routing add-on must be off."""

from guardrails.checks import addon_must_be
from guardrails.frameworks import checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The HTTP application routing add-on is off",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="The add-on publishes services on the internet under a public DNS zone, without TLS, and is retired.",
    fix="Remove httpApplicationRouting from addon_profiles; publish through the application routing add-on "
    "or a gateway of your own.",
    link="https://learn.microsoft.com/azure/aks/app-routing-migration",
    absent="Azure does not install it, so absent passes.",
    requirements=("002-2",),
    controls=(
        cis_aks("5.4.5"),
        mcsb("NS-1"),
        mcsb("DP-3"),
        checkov("CKV_AZURE_246"),
        psrule("Azure.AKS.HttpAppRouting"),
    ),
    check=addon_must_be("httpApplicationRouting", enabled=False),
    remedy={"addonProfiles.httpApplicationRouting.enabled": False},
    passing={
        "there are no add-ons": {},
        "the add-on is disabled": {"addonProfiles": {"httpApplicationRouting": {"enabled": False}}},
    },
    failing={
        "the add-on is enabled": {"addonProfiles": {"httpApplicationRouting": {"enabled": True}}},
        "its key is spelt otherwise": {"addonProfiles": {"httpapplicationrouting": {"enabled": True}}},
    },
)
