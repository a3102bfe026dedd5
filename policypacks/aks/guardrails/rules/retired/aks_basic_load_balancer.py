"""A cluster must not have a basic load balancer."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster's load balancer is not of the basic kind",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="AKS has not supported the basic load balancer since 2025-09-30; such a cluster is out of support.",
    fix='Set load_balancer_sku="standard" in network_profile of a new cluster, or upgrade the old one '
    "with az aks update.",
    link="https://learn.microsoft.com/azure/aks/upgrade-basic-load-balancer-on-aks",
    absent="Azure takes the standard kind, so absent passes.",
    requirements=("003-4",),
    retires=date(2025, 9, 30),
    check=must_not_be("networkProfile.loadBalancerSku", "basic"),
    passing={
        "the standard kind": {"networkProfile": {"loadBalancerSku": "standard"}},
        "the kind is left at Azure's default": {"networkProfile": {"networkPlugin": "azure"}},
    },
    failing={
        "the basic kind": {"networkProfile": {"loadBalancerSku": "Basic"}},
    },
)
