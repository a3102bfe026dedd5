"""A subnet that feeds pods must have addresses for them."""

from typing import Any

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import clusters_of
from guardrails.networks import subnet_problems
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, SUBNET

_LONGEST = 23


def check(pool: Resource, stack: Stack) -> Problems:
    """Only where nodes and pods share a subnet does each pod cost an address of it."""
    if not pool.has("podSubnetID") and select(clusters_of(pool, stack), _is_flat):
        yield from subnet_problems(pool, "vnetSubnetID", stack, _too_small)


def _is_flat(cluster: Resource) -> bool:
    return all_of(
        lambda: cluster.text("networkProfile.networkPlugin").lower() == "azure",
        lambda: cluster.text("networkProfile.networkPluginMode").lower() != "overlay",
    )


def _too_small(subnet: Resource) -> Problems:
    for prefix in [*subnet.texts("addressPrefixes"), subnet.text("addressPrefix")]:
        length = prefix.rpartition("/")[2]
        if "." in prefix and length.isdecimal() and int(length) > _LONGEST:
            yield f"must have a subnet of /{_LONGEST} or larger, not {prefix}"


def cluster(**profile: str) -> ExampleResource:
    """Return an example's cluster with nodes in the subnet `nodes`."""
    pools = [{"name": "system", "vnetSubnetID": Output("nodes")}]
    return ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": profile, "agentPoolProfiles": pools})


def subnet(**prefixes: Any) -> ExampleResource:
    """Return an example's subnet."""
    return ExampleResource(SUBNET.token, {"subnetName": "example", **prefixes})


_FLAT = cluster(networkPlugin="azure")
_SMALL = subnet(addressPrefix="10.1.0.0/24")

GUARDRAIL = StackGuardrail(
    title="Subnets that give pods their addresses are /23 or larger",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="Every node reserves an address for each pod it may run: in a small subnet the pool cannot grow, and "
    "upgrades fail for want of a surge node.",
    fix='Use network_plugin_mode="overlay", or a subnet of at least 512 addresses.',
    link="https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning",
    absent="Without networkPlugin azure, with overlay, with a pod subnet, or with a subnet outside the stack it "
    "passes.",
    requirements=(),
    controls=(psrule("Azure.AKS.CNISubnetSize"),),
    check=check,
    passing={
        "a large subnet": {"cluster": _FLAT, "nodes": subnet(addressPrefix="10.1.0.0/22")},
        "just large enough": {"cluster": _FLAT, "nodes": subnet(addressPrefixes=["10.1.0.0/23"])},
        "overlay": {"cluster": cluster(networkPlugin="azure", networkPluginMode="overlay"), "nodes": _SMALL},
        "the plugin is left at Azure's default": {"cluster": cluster(), "nodes": _SMALL},
        "pods have a subnet of their own": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token,
                {
                    "networkProfile": {"networkPlugin": "azure"},
                    "agentPoolProfiles": [
                        {"name": "system", "vnetSubnetID": Output("nodes"), "podSubnetID": Output("pods")}
                    ],
                },
            ),
            "nodes": _SMALL,
            "pods": subnet(addressPrefix="10.2.0.0/20"),
        },
        "the addresses of IPv6 suffice": {
            "cluster": _FLAT,
            "nodes": subnet(addressPrefixes=["10.1.0.0/22", "fd00:1::/64"]),
        },
        "what is no range is Azure's to refuse": {"cluster": _FLAT, "nodes": subnet(addressPrefix="10.1.0.0")},
    },
    failing={
        "a small subnet": {"cluster": _FLAT, "nodes": _SMALL},
        "a small subnet in a list": {"cluster": _FLAT, "nodes": subnet(addressPrefixes=["10.1.0.0/25"])},
    },
)
