"""A private cluster must not open public network access."""

from guardrails.checks import is_private, must_not_be, where
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="A private cluster leaves public network access off",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Two settings that contradict one another leave the API server reachable from where nobody expects it.",
    fix='Set public_network_access="Disabled" on the ManagedCluster, or leave it unset.',
    link="https://learn.microsoft.com/azure/aks/private-clusters",
    absent="A private cluster has no public access, so absent passes; a public cluster passes.",
    requirements=("003-4",),
    controls=(cis_aks("5.4.2"), mcsb("NS-2")),
    check=where(is_private, must_not_be("publicNetworkAccess", "Enabled")),
    passing={
        "public access is off": {
            "apiServerAccessProfile": {"enablePrivateCluster": True},
            "publicNetworkAccess": "Disabled",
        },
        "it is left at Azure's default": {"apiServerAccessProfile": {"enablePrivateCluster": True}},
        "a public cluster": {"publicNetworkAccess": "Enabled"},
    },
    failing={
        "a private cluster with public access": {
            "apiServerAccessProfile": {"enablePrivateCluster": True},
            "publicNetworkAccess": "Enabled",
        },
    },
)
