"""A private cluster must not tell its address to the public."""

from guardrails.checks import is_private, must_be, where
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="A private cluster has no public DNS name",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="The public name resolves to the private address for anyone, which tells an attacker where in the "
    "network to look.",
    fix="Set enable_private_cluster_public_fqdn=False in api_server_access_profile, with a private DNS zone.",
    link="https://learn.microsoft.com/azure/aks/private-clusters",
    absent="Azure gives a private cluster a public name as well, so absent fails; a public cluster passes.",
    requirements=("003-4",),
    controls=(cis_aks("5.4.2"), mcsb("NS-2")),
    check=where(is_private, must_be("apiServerAccessProfile.enablePrivateClusterPublicFQDN", expected=False)),
    passing={
        "a private cluster without a public name": {
            "apiServerAccessProfile": {"enablePrivateCluster": True, "enablePrivateClusterPublicFQDN": False}
        },
        "a public cluster": {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28"]}},
        "there is no access profile": {},
    },
    failing={
        "a private cluster with a public name": {
            "apiServerAccessProfile": {"enablePrivateCluster": True, "enablePrivateClusterPublicFQDN": True}
        },
        "the name is left at Azure's default": {"apiServerAccessProfile": {"enablePrivateCluster": True}},
    },
)
