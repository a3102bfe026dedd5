"""The names of a cluster must be names that Azure takes."""

import re

from guardrails.frameworks import psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import MANAGED_CLUSTER

_VALID = {
    "resourceName": r"[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?",
    "dnsPrefix": r"[A-Za-z0-9]([A-Za-z0-9-]{0,52}[A-Za-z0-9])?",
}


def check(cluster: Props) -> Problems:
    """Each name on its own: the other may be known only after the update."""
    for path, pattern in _VALID.items():
        yield from decided(_valid, cluster, path, pattern)


def _valid(cluster: Props, path: str, pattern: str) -> Problems:
    name = cluster.text(path)
    if name and not re.fullmatch(pattern, name):
        yield f"must set {path} to a name that Azure takes, not {name}"


GUARDRAIL = Guardrail(
    title="The cluster's name and DNS prefix are valid",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.LOW,
    why="Azure refuses a bad name only when the update comes to the cluster.",
    fix="Set resource_name_ to at most 63 letters, digits, hyphens and underscores, and dns_prefix to at "
    "most 54 letters, digits and hyphens.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
    absent="Pulumi makes a name from the resource's own, so absent passes.",
    requirements=(),
    controls=(psrule("Azure.AKS.Name"), psrule("Azure.AKS.DNSPrefix")),
    check=check,
    passing={
        "both are valid": {"resourceName": "aks-prod_1", "dnsPrefix": "aks-prod"},
        "the longest": {"resourceName": "a" * 63, "dnsPrefix": "a" * 54},
        "one letter each": {"resourceName": "a", "dnsPrefix": "a"},
        "Pulumi makes the name": {},
    },
    failing={
        "a name with a dot": {"resourceName": "aks.prod"},
        "a name that ends in a hyphen": {"resourceName": "aks-"},
        "a name that is too long": {"resourceName": "a" * 64},
        "a prefix with an underscore": {"dnsPrefix": "aks_prod"},
        "a prefix that is too long": {"dnsPrefix": "a" * 55},
    },
)
