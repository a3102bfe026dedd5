"""What belongs to a registry: copies, mirrors, scope maps, build agents, tasks."""

import re
from typing import Any

from simulator.azure.arm import Request, siblings
from simulator.azure.errors import ArmError
from simulator.azure.evidence import Rules, documented, unconfirmed, verified
from simulator.azure.ids import parent
from simulator.azure.values import Props, at


def replica_is_elsewhere(request: Request) -> str | None:
    """A copy in the registry's own region is no copy: Azure accepts and ignores it."""
    if request.location != str(_registry(request).get("location", "")).lower():
        return None
    return f"Azure ignores this copy: the registry is already in {request.location}."


def replicas_need_premium(request: Request) -> ArmError | None:
    """Only a Premium registry has copies."""
    sku = at(_registry(request), "sku.name")
    if sku == "Premium":
        return None
    return ArmError(400, "BadRequest", f"Geo-replication is not supported for the SKU {sku}.")


def replica_needs_hard_delete(request: Request) -> ArmError | None:
    """A registry with soft delete has no copies."""
    if at(_registry(request), "policies.softDeletePolicy.status") != "enabled":
        return None
    return ArmError(400, "BadRequest", "Geo-replication is not supported on a registry with the soft delete policy.")


def docker_hub_asks_for_an_account(request: Request) -> ArmError | None:
    """Docker Hub is mirrored with an account only."""
    if not request.text("sourceRepository").startswith("docker.io/") or request.get("credentialSetResourceId"):
        return None
    return ArmError(400, "BadRequest", "A cache rule for docker.io requires a credential set.")


def cache_rules_are_apart(request: Request) -> ArmError | None:
    """No two rules of a registry cover one repository."""
    for other in siblings(request, request.resource.kind):
        for key in ("sourceRepository", "targetRepository"):
            if _overlap(request.text(key), str(other.get(key, ""))):
                return ArmError(409, "CacheRuleOverlap", f"The cache rule overlaps {other['name']} in {key}.")
    return None


def actions_are_of_repositories(request: Request) -> ArmError | None:
    """A scope map lists what may be done with which repository."""
    pattern = r"(repositories|gateway)/.+/(content|metadata|config|message)/(read|write|delete)"
    listed: Any = request.get("actions") or []
    wrong = [action for action in listed if not re.fullmatch(pattern, action)]
    return ArmError(400, "InvalidScopeMapAction", f"These are no actions: {', '.join(wrong)}.") if wrong else None


def agents_need_premium(request: Request) -> ArmError | None:
    """Build agents belong to Premium registries."""
    sku = at(_registry(request), "sku.name")
    return (
        None if sku == "Premium" else ArmError(400, "BadRequest", f"Agent pools are not supported for the SKU {sku}.")
    )


def agents_of_a_task_are_there(request: Request) -> ArmError | None:
    """A task runs on agents that its registry has, or names none."""
    pool = request.text("agentPoolName")
    if not pool or request.world.get(f"{parent(request.id)}/agentPools/{pool}"):
        return None
    return ArmError(404, "AgentPoolNotFound", f"The registry has no agent pool '{pool}'.")


def retention_and_soft_delete_exclude_each_other(request: Request) -> ArmError | None:
    """Untagged images go, or deleted ones can be had back."""
    if {request.get(f"policies.{one}Policy.status") for one in ("retention", "softDelete")} != {"enabled"}:
        return None
    return ArmError(400, "BadRequest", "The retention policy and the soft delete policy cannot both be enabled.")


def _registry(request: Request) -> Props:
    return request.world.get(parent(request.id)) or {}


def _overlap(one: str, other: str) -> bool:
    """Say whether a repository is covered by both, each a name or a prefix that ends in an asterisk."""
    if not one or not other:
        return False
    a, b = one.removesuffix("*"), other.removesuffix("*")
    return a == b or (one.endswith("*") and b.startswith(a)) or (other.endswith("*") and a.startswith(b))


EVIDENCE: Rules = {
    replica_is_elsewhere: verified("https://github.com/Azure/acr/issues/590"),
    replicas_need_premium: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-skus", "BadRequest"
    ),
    replica_needs_hard_delete: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy", "BadRequest"
    ),
    docker_hub_asks_for_an_account: documented(
        "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview#upstream-support", "BadRequest"
    ),
    cache_rules_are_apart: documented(
        "https://learn.microsoft.com/azure/container-registry/artifact-cache-overview#current-limitations",
        "CacheRuleOverlap",
    ),
    actions_are_of_repositories: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
        "InvalidScopeMapAction",
    ),
    agents_need_premium: documented(
        "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools", "BadRequest"
    ),
    agents_of_a_task_are_there: unconfirmed(
        "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools", "AgentPoolNotFound"
    ),
    retention_and_soft_delete_exclude_each_other: documented(
        "https://learn.microsoft.com/azure/container-registry/container-registry-soft-delete-policy", "BadRequest"
    ),
}
