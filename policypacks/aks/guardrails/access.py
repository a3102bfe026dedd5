"""What rules of roles grant. Shared by the guardrails on RBAC in the cluster."""

from collections.abc import Collection, Mapping

from guardrails.checks import Check, placed
from guardrails.props import Problems, Props, decided

READ = ("get", "list", "watch")
ANSWERED = (*READ, "patch", "deletecollection")
"""Verbs whose answer holds the object, as it is: that of an empty patch does, and that of a dry run of deleting."""
WRITE = ("create", "update", "patch", "delete", "deletecollection")
ALL = "*"


def must_not_grant(
    verbs: Collection[str], resources: Collection[str], group: str = "", *, unless_named: bool = False
) -> Check:
    """No rule grants one of the verbs on one of the resources of the API group; `*` grants them all.

    `unless_named` lets rules pass that name the objects, which is a narrow grant for what can be named: not `create`.
    """

    def judge(rule: Props) -> Problems:
        granted = [one for one in verbs if _holds(rule, "verbs", one)]
        on = [one for one in resources if _reaches(rule, one)]
        if granted and on and _holds(rule, "apiGroups", group) and not (unless_named and rule.texts("resourceNames")):
            yield f"must not grant {', '.join(granted)} on {', '.join(on)}"

    def check(role: Props) -> Problems:
        yield from role.each("rules", lambda rule: placed(judge, rule))

    return check


def must_not_grant_in(verbs: Collection[str], groups: Mapping[str, Collection[str]]) -> Check:
    """As `must_not_grant`, of the resources of several API groups."""

    def check(role: Props) -> Problems:
        for group, resources in groups.items():
            yield from decided(must_not_grant(verbs, resources, group), role)

    return check


def must_not_use_verbs(*verbs: str) -> Check:
    """No rule grants one of the verbs by its name, on whatever."""

    def judge(rule: Props) -> Problems:
        granted = [one for one in verbs if one in rule.texts("verbs")]
        if granted:
            yield f"must not grant the verbs {', '.join(granted)}"

    def check(role: Props) -> Problems:
        yield from role.each("rules", lambda rule: placed(judge, rule))

    return check


def a_role(
    *, verbs: list[str], resources: list[str], groups: list[str] | None = None, **more: object
) -> dict[str, object]:
    """Return an example: a role with one rule."""
    return {
        "rules": [{"apiGroups": [""] if groups is None else groups, "resources": resources, "verbs": verbs, **more}]
    }


def _holds(rule: Props, path: str, one: str) -> bool:
    given = rule.texts(path)
    return one in given or ALL in given


def _reaches(rule: Props, resource: str) -> bool:
    """`*` means every resource and subresource, `*/exec` the subresource of every resource."""
    part = resource.partition("/")[2]
    given = rule.texts("resources")
    return resource in given or ALL in given or f"*/{part}" in given
