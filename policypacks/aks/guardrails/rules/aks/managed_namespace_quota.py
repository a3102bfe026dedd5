"""A namespace must have a bound on what it uses."""

from guardrails.frameworks import cis_aks
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_NAMESPACE


def check(namespace: Props) -> Problems:
    """Which limits are right is the team's matter; that there are some is not."""
    properties = namespace.get("properties")
    if not isinstance(properties, Props) or not properties.has("defaultResourceQuota"):
        yield "must set properties.defaultResourceQuota"


GUARDRAIL = Guardrail(
    title="Managed namespaces have a resource quota",
    applies_to=MANAGED_NAMESPACE,
    severity=Severity.LOW,
    why="Without a quota one team's mistake, or its attacker's miner, takes the nodes from all others.",
    fix="Set properties.default_resource_quota with cpu_limit, cpu_request, memory_limit and memory_request.",
    link="https://learn.microsoft.com/azure/aks/concepts-managed-namespaces",
    absent="Azure sets no quota, so absent fails.",
    requirements=(),
    controls=(cis_aks("4.6.1"),),
    check=check,
    passing={
        "a quota": {"properties": {"defaultResourceQuota": {"cpuLimit": "4000m", "memoryLimit": "8Gi"}}},
    },
    failing={
        "an empty quota": {"properties": {"defaultResourceQuota": {}}},
        "no quota": {"properties": {"labels": {"team": "example"}}},
    },
)
