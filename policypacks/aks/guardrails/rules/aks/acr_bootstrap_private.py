"""A cluster without a way out must get its images from a registry inside."""

from guardrails.checks import must_be, where
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Props
from guardrails.subjects import MANAGED_CLUSTER


def isolated(cluster: Props) -> bool:
    """Tell whether AKS gives the cluster no way to the internet."""
    return cluster.text("networkProfile.outboundType").lower() in {"none", "block"}


GUARDRAIL = Guardrail(
    title="A cluster without egress starts from a private registry",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Nodes of a cluster that may not reach the internet never start, or stop starting at the next "
    "upgrade, without images in the network.",
    fix='Set bootstrap_profile with artifact_source="Cache" (and container_registry_id for a registry of your own).',
    link="https://learn.microsoft.com/azure/aks/concepts-network-isolated",
    absent="Azure fetches from the internet, so absent fails where outboundType is none or block; with egress "
    "it passes.",
    requirements=("002-3",),
    controls=(cis_aks("5.1.4"), mcsb("NS-3")),
    check=where(isolated, must_be("bootstrapProfile.artifactSource", "Cache")),
    passing={
        "a registry of one's own": {
            "networkProfile": {"outboundType": "none"},
            "bootstrapProfile": {"artifactSource": "Cache", "containerRegistryId": "/subscriptions/example"},
        },
        "the registry that AKS makes": {
            "networkProfile": {"outboundType": "block"},
            "bootstrapProfile": {"artifactSource": "Cache"},
        },
        "a cluster with egress": {"networkProfile": {"outboundType": "userDefinedRouting"}},
        "there is no network profile": {},
    },
    failing={
        "images from the internet": {
            "networkProfile": {"outboundType": "none"},
            "bootstrapProfile": {"artifactSource": "Direct"},
        },
        "the source is left at Azure's default": {"networkProfile": {"outboundType": "none"}},
        "all ways out are closed, and images come from the internet": {
            "networkProfile": {"outboundType": "block"},
            "bootstrapProfile": {"artifactSource": "Direct"},
        },
    },
)
