"""Nodes must not have public addresses."""

from guardrails.checks import must_be, must_be_unset
from guardrails.frameworks import checkov, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import AGENT_POOL


def check(pool: Props) -> Problems:
    """A prefix has no other use than public addresses for the nodes."""
    yield from decided(must_be("enableNodePublicIP", expected=False, absent=False), pool)
    yield from must_be_unset("nodePublicIPPrefixID")(pool)


GUARDRAIL = Guardrail(
    title="Nodes have no public IP addresses",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="A public address puts the node's own services, such as SSH and the kubelet, one firewall rule away "
    "from the internet.",
    fix="Leave enable_node_public_ip and node_public_ip_prefix_id unset on the pool.",
    link="https://learn.microsoft.com/azure/aks/use-node-public-ips",
    absent="Azure gives nodes no public address, so absent passes.",
    requirements=("004-6",),
    controls=(cis_aks("5.4.3"), mcsb("NS-2"), checkov("CKV_AZURE_143")),
    check=check,
    passing={
        "nodes have no public address": {"enableNodePublicIP": False},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "every node has a public address": {"enableNodePublicIP": True},
        "a prefix for public addresses is given": {"nodePublicIPPrefixID": "/subscriptions/example"},
    },
)
