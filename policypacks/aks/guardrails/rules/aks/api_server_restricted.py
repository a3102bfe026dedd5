"""The API server must not answer the whole internet."""

from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, any_of
from guardrails.subjects import MANAGED_CLUSTER

_PRIVATE = "apiServerAccessProfile.enablePrivateCluster"
_RANGES = "apiServerAccessProfile.authorizedIPRanges"


def check(cluster: Props) -> Problems:
    """Either way restricts it; Azure refuses the two together, for ranges only ever apply to a public endpoint."""
    if not any_of(lambda: cluster.get(_PRIVATE) is True, lambda: cluster.has(_RANGES)):
        yield f"must set {_PRIVATE} to true, or {_RANGES}"
    elif cluster.get(_PRIVATE) is True and cluster.count(_RANGES):
        yield f"must not set {_RANGES} on a private cluster"


GUARDRAIL = Guardrail(
    title="The API server is private or answers only authorized ranges",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="A public API server without authorized ranges can be reached, and attacked, from every address on "
    "the internet.",
    fix="Set enable_private_cluster=True in api_server_access_profile; where the server has to be public, "
    "set authorized_ip_ranges instead.",
    link="https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges",
    absent="Azure makes the API server public and open to all, so absent fails.",
    requirements=("003-4",),
    controls=(
        cis_aks("5.4.1"),
        mcsb("NS-2"),
        azure_policy("0e246bcf-5f6f-4f87-bc6f-775d4712c7ea"),
        checkov("CKV_AZURE_6"),
        psrule("Azure.AKS.AuthorizedIPs"),
    ),
    check=check,
    passing={
        "the cluster is private": {"apiServerAccessProfile": {"enablePrivateCluster": True}},
        "the server answers authorized ranges": {"apiServerAccessProfile": {"authorizedIPRanges": ["203.0.113.0/28"]}},
    },
    failing={
        "there is no access profile": {},
        "the list of ranges is empty": {"apiServerAccessProfile": {"authorizedIPRanges": []}},
        "the cluster is said not to be private": {"apiServerAccessProfile": {"enablePrivateCluster": False}},
        "a private cluster has ranges too": {
            "apiServerAccessProfile": {"enablePrivateCluster": True, "authorizedIPRanges": ["203.0.113.0/28"]}
        },
    },
)
