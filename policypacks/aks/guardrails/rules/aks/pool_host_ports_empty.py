"""Nodes must not open ports of their own."""

from guardrails.checks import must_be_unset
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes open no host ports",
    applies_to=AGENT_POOL,
    severity=Severity.MEDIUM,
    why="A host port is reachable on every node's address, past services, ingress and network policies.",
    fix="Leave network_profile.allowed_host_ports unset on the pool and publish through services.",
    link="https://learn.microsoft.com/azure/aks/use-node-public-ips",
    absent="Azure opens no ports, so absent passes.",
    requirements=("002-2",),
    controls=(cis_aks("5.4.3"), mcsb("NS-1")),
    check=must_be_unset("networkProfile.allowedHostPorts"),
    passing={
        "no ports": {"networkProfile": {"allowedHostPorts": []}},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "a range of ports": {
            "networkProfile": {"allowedHostPorts": [{"portStart": 80, "portEnd": 443, "protocol": "TCP"}]}
        },
    },
)
