"""The API server should have a private address only."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The API server has a private address only",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Authorized ranges still leave a public endpoint that is probed, and that one wrong range opens.",
    fix="Set enable_private_cluster=True in api_server_access_profile.",
    link="https://learn.microsoft.com/azure/aks/private-clusters",
    absent="Azure makes the API server public, so absent fails.",
    requirements=("003-4",),
    controls=(
        cis_aks("5.4.2"),
        mcsb("NS-2"),
        azure_policy("040732e8-d947-40b8-95d6-854c95024bf8"),
        checkov("CKV_AZURE_115"),
    ),
    check=must_be("apiServerAccessProfile.enablePrivateCluster", expected=True),
    passing={
        "the cluster is private": {"apiServerAccessProfile": {"enablePrivateCluster": True}},
    },
    failing={
        "the cluster is public behind authorized ranges": {
            "apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28"]}
        },
        "the cluster is said not to be private": {"apiServerAccessProfile": {"enablePrivateCluster": False}},
        "there is no access profile": {},
    },
)
