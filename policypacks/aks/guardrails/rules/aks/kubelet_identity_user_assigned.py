"""Nodes must pull images as an identity that you manage."""

from guardrails.checks import where
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_CLUSTER
from guardrails.values import UNKNOWN


def check(cluster: Props) -> Problems:
    """The key is taken in any case."""
    profiles = cluster.names("identityProfile")
    if not any(
        name.lower() == "kubeletidentity" and cluster.has(f"identityProfile.{name}.resourceId") for name in profiles
    ):
        yield "must set resourceId of kubeletidentity in identityProfile"


GUARDRAIL = Guardrail(
    title="The kubelet has an identity of its own",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="The identity that AKS makes for the kubelet exists only after the cluster, so its rights on the "
    "registry come late and are lost with it.",
    fix='Set identity_profile={"kubeletidentity": {"resource_id": identity.id, ...}} on a cluster with a '
    "user-assigned identity.",
    link="https://learn.microsoft.com/azure/aks/use-managed-identity",
    absent="AKS makes an identity of its own, so absent fails where the cluster's identity is user-assigned; "
    "else Azure allows no other and it passes.",
    requirements=("000-7",),
    controls=(cis_aks("5.1.3"), mcsb("IM-3")),
    check=where(lambda cluster: cluster.text("identity.type").lower() == "userassigned", check),
    passing={
        "an identity of one's own": {
            "identity": {"type": "UserAssigned"},
            "identityProfile": {"kubeletidentity": {"resourceId": "/subscriptions/example"}},
        },
        "one that is known after the update": {
            "identity": {"type": "UserAssigned"},
            "identityProfile": {"kubeletidentity": {"resourceId": UNKNOWN}},
        },
        "a system-assigned cluster": {"identity": {"type": "SystemAssigned"}},
        "no identity": {},
    },
    failing={
        "it is left to AKS": {"identity": {"type": "UserAssigned"}},
        "it names no identity": {"identity": {"type": "UserAssigned"}, "identityProfile": {"kubeletidentity": {}}},
        "another identity is named": {
            "identity": {"type": "UserAssigned"},
            "identityProfile": {"omsagent": {"resourceId": "/subscriptions/example"}},
        },
    },
)
