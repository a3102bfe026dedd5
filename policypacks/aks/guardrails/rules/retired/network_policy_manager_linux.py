"""A cluster must not rely on Azure's network policy manager."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="The cluster does not rely on Azure Network Policy Manager",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="AKS ends its support of its network policy manager on Linux on 2028-09-30: policies are then no "
    "longer kept up.",
    fix='Set network_policy="cilium" with network_dataplane="cilium" in network_profile.',
    link="https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy",
    absent="Azure installs no engine, so absent passes.",
    requirements=("003-4",),
    retires=date(2028, 9, 30),
    check=must_not_be("networkProfile.networkPolicy", "azure"),
    passing={
        "Cilium": {"networkProfile": {"networkPolicy": "cilium", "networkDataplane": "cilium"}},
        "the engine is left at Azure's default": {"networkProfile": {"networkPlugin": "azure"}},
    },
    failing={
        "Azure's engine": {"networkProfile": {"networkPolicy": "azure"}},
    },
)
