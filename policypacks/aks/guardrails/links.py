"""How resources serve one another: endpoints, diagnostic settings, role assignments. Shared by stack guardrails."""

import re
from collections.abc import Callable, Collection
from functools import partial

from guardrails.props import Problems, all_of, any_of, select, sift
from guardrails.roles import role_of
from guardrails.stack import Resource, Stack
from guardrails.subjects import (
    AGENT_POOL,
    DIAGNOSTIC_SETTING,
    IDENTITY,
    MANAGED_CLUSTER,
    PRIVATE_DNS_ZONE_GROUP,
    PRIVATE_ENDPOINT,
    RESOURCE_GROUP,
    ROLE_ASSIGNMENT,
)

_CONNECTIONS = ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")
_WIDE_SCOPE = re.compile(r"/subscriptions/[^/]+/?|/providers/microsoft\.management/managementgroups/.+", re.IGNORECASE)


def endpoint_problems(target: Resource, stack: Stack, *groups: str) -> Problems:
    """Yield what is missing for `target` to be reached privately: an endpoint to at least one of its groups.

    The endpoint's DNS records are asked for by `pe-has-dns-zone-group` alone: often the owner of the zones writes them.
    """
    if not select(
        stack.pointing(PRIVATE_ENDPOINT, target, *_CONNECTIONS),
        lambda endpoint: any_of(*(partial(_connects, endpoint, target, group) for group in groups)),
    ):
        yield f"must have a PrivateEndpoint whose connection names it, with group_ids of {', '.join(sorted(groups))}"


def diagnostics_problems(
    target: Resource, stack: Stack, categories: Collection[str], groups: Collection[str] = ("audit", "allLogs")
) -> Problems:
    """Yield what is missing for the logs of `target` to reach a workspace: all `categories`, or one of the `groups`."""
    settings, unknown = sift(
        stack.pointing(DIAGNOSTIC_SETTING, target, "resourceUri"),
        lambda setting: setting.has("workspaceId") and setting.points_at("resourceUri", target),
    )
    enabled = {name for setting in settings for name in _enabled_logs(setting)}
    missing = [name for name in categories if name.lower() not in enabled]
    if not missing or any(f"group {group}".lower() in enabled for group in groups):
        return
    yield from unknown  # they may be what is missing
    if not unknown:
        logs = f"that enables the log categories {', '.join(missing)}" if settings else "with a workspace_id"
        yield f"must have a DiagnosticSetting {logs}"


def _covers(assignment: Resource, target: Resource, stack: Stack) -> bool:
    def on_group_of_target(group: Resource) -> bool:
        return assignment.points_at("scope", group) and target.points_at("resourceGroupName", group)

    def on_named_group() -> bool:
        scope = assignment.written("scope").lower()
        return bool(scope) and scope.endswith(f"/resourcegroups/{target.text('resourceGroupName')}".lower())

    return any_of(
        lambda: assignment.points_at("scope", target),
        lambda: bool(select(stack.pointed_at(RESOURCE_GROUP, assignment, "scope"), on_group_of_target)),
        on_named_group,
        lambda: _WIDE_SCOPE.fullmatch(assignment.written("scope")) is not None,
    )


def _connects(endpoint: Resource, target: Resource, group: str) -> bool:
    for prop in _CONNECTIONS:
        if endpoint.points_at(prop, target):
            return any(
                group in (name.lower() for name in connection.texts("groupIds"))
                for connection in endpoint.objects(prop)
            )
    return False


def _enabled_logs(setting: Resource) -> list[str]:
    names: list[str] = []
    for log in setting.objects("logs"):
        if log.get("enabled") is True:
            names += [log.text("category").lower(), f"group {log.text('categoryGroup')}".lower()]
    return names


def zone_groups(endpoint: Resource, stack: Stack) -> list[Resource]:
    """Return the endpoint's PrivateDnsZoneGroups.

    Raises:
        Undecided: when none is certain to belong to it and one may.

    """
    return select(
        stack.pointing(PRIVATE_DNS_ZONE_GROUP, endpoint, "privateEndpointName"),
        lambda group: group.points_at("privateEndpointName", endpoint),
    )


def any_role_granted(stack: Stack, roles: Collection[str], principal: Resource, scopes: Collection[Resource]) -> bool:
    """Tell whether `principal` holds one of the roles (GUIDs) on one of `scopes`, or on what holds it.

    `principal` is an identity, or a resource with an identity of Azure's making: what that one is called nobody
    knows beforehand, so a principal written by hand counts as it unless it is an identity of the stack.

    Raises:
        Undecided: when no assignment is certain to do so and one may.

    """

    def grants(assignment: Resource) -> bool:
        return all_of(
            lambda: role_of(assignment, roles) is not None,
            lambda: assignment.points_at("principalId", principal) or _may_be(assignment, principal, stack),
            lambda: any_of(*(lambda one=scope: _covers(assignment, one, stack) for scope in scopes)),
        )

    if principal.token == IDENTITY.token:
        return bool(select(stack.pointing(ROLE_ASSIGNMENT, principal, "principalId"), grants))
    return bool(select(stack.all(ROLE_ASSIGNMENT), grants))


def _may_be(assignment: Resource, principal: Resource, stack: Stack) -> bool:
    given = assignment.raw.get("principalId")
    return (
        principal.token != IDENTITY.token
        and isinstance(given, str)
        and not assignment.dependencies.get("principalId")
        and all(identity.raw.get("principalId") != given for identity in stack.all(IDENTITY))
    )


def is_pool_of(pool: Resource, cluster: Resource) -> bool:
    """Tell whether the pool is listed on the cluster or names it; raises as `points_at`."""
    return pool.urn == cluster.urn if pool.path else pool.points_at("resourceName", cluster)


def has_pool(cluster: Resource, stack: Stack, holds: Callable[[Resource], bool]) -> bool:
    """Tell whether `holds` is true of a node pool that is listed on the cluster or names it.

    Raises:
        Undecided: when of none it is certain and of one it may be.

    """
    pools = stack.pointing(AGENT_POOL, cluster, "resourceName")
    return bool(select(pools, lambda pool: all_of(partial(is_pool_of, pool, cluster), partial(holds, pool))))


def clusters_of(pool: Resource, stack: Stack) -> list[Resource]:
    """Return the cluster of the stack that the pool belongs to; none when it is outside.

    Raises:
        Undecided: when no cluster is certain to be its own and one may.

    """
    return select(stack.pointed_at(MANAGED_CLUSTER, pool, "resourceName"), lambda cluster: is_pool_of(pool, cluster))


def enables_log(target: Resource, stack: Stack, name: str) -> bool:
    """Tell whether a setting turns on the log category of `target`, or the category group called "group <name>".

    Raises:
        Undecided: when no setting is certain to and one may.

    """
    return bool(
        select(
            stack.pointing(DIAGNOSTIC_SETTING, target, "resourceUri"),
            lambda setting: all_of(
                lambda: name in _enabled_logs(setting), lambda: setting.points_at("resourceUri", target)
            ),
        )
    )


def applies_at(assignment: Resource, target: Resource, stack: Stack) -> bool:
    """Tell whether an assignment of a role or policy holds on `target`, by its own scope or one that contains it.

    Raises:
        Undecided: when the scope is unknown and nothing says where it comes from.

    """
    return _covers(assignment, target, stack)


def same_target(one: Resource, other: Resource) -> bool:
    """Tell whether two diagnostic settings are about the same resource.

    Raises:
        Undecided: when the resource of one is unknown and nothing says where it comes from.

    """
    uris = [setting.written("resourceUri").lower() for setting in (one, other)]
    if all(uris):
        return uris[0] == uris[1]
    sources, others = (set(setting.dependencies.get("resourceUri", ())) for setting in (one, other))
    return bool(sources & others)
