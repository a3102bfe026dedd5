"""A cluster must use the standard load balancer."""

from guardrails.checks import must_be
from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The load balancer is a standard one",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="The basic load balancer is retired, open to the internet by default and cannot serve private "
    "clusters or availability zones.",
    fix='Leave load_balancer_sku unset in network_profile, or set it to "standard".',
    link="https://learn.microsoft.com/azure/aks/load-balancer-standard",
    absent="Azure takes the standard load balancer, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.AKS.StandardLB"),),
    check=must_be("networkProfile.loadBalancerSku", "standard", absent="standard"),
    passing={
        "standard": {"networkProfile": {"loadBalancerSku": "standard"}},
        "it is left at Azure's default": {},
    },
    failing={
        "basic": {"networkProfile": {"loadBalancerSku": "basic"}},
    },
)
