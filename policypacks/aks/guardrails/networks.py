"""How subnets, their networks and security groups belong together. Shared by stack guardrails."""

from collections.abc import Callable

from guardrails.props import Problems, decided, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, SECURITY_RULE, SUBNET, SUBNET_ALONE, VIRTUAL_NETWORK


def subnet_name(subnet: Resource) -> str:
    """Return the subnet's name in Azure, whether it stands alone or in its network; raises as `text`."""
    return subnet.text("subnetName") or subnet.text("name")


def subnets_alone(network: Resource, stack: Stack) -> list[Resource]:
    """Return the Subnets of their own that belong to the network.

    Raises:
        Undecided: when none is certain to belong to it and one may.

    """
    return select(stack.all(SUBNET_ALONE), lambda subnet: subnet.points_at("virtualNetworkName", network))


def is_repeated(subnet: Resource, stack: Stack) -> bool:
    """Tell whether a subnet listed in its network is also a Subnet of its own, which then has the last word.

    Raises:
        Undecided: when no Subnet is certain to be the same and one may.

    """
    if not subnet.path:
        return False
    networks = [network for network in stack.all(VIRTUAL_NETWORK) if network.urn == subnet.urn]
    name = subnet_name(subnet).lower()
    return any(
        select(subnets_alone(network, stack), lambda one: subnet_name(one).lower() == name) for network in networks
    )


def is_reported(element: Resource) -> bool:
    """Tell whether only Azure lists the element in its owner: then it may well be a resource of its own.

    Azure marks what it reports with an etag; the engine knows which properties the program set.
    """
    return isinstance(element.raw.get("etag"), str) and element.path.split("[")[0] not in element.dependencies


def uses_subnet(user: Resource, path: str, subnet: Resource) -> bool:
    """Tell whether the subnet's id stands at the path ("subnet.id") of `user`.

    Raises:
        Undecided: when that is known only after the update.

    """
    if not user.has(path) or not user.points_at(path.split(".", maxsplit=1)[0], subnet):
        return False
    # A reference to a subnet that its network lists is a reference to the network: only the id tells which.
    return not subnet.path or user.text(path).lower().endswith(f"/subnets/{subnet_name(subnet)}".lower())


def hosts_nodes(subnet: Resource, stack: Stack) -> bool:
    """Tell whether nodes or pods of a cluster live in the subnet; raises as `uses_subnet`."""
    paths = ("vnetSubnetID", "podSubnetID")
    pools = ((pool, path) for pool in stack.all(AGENT_POOL) for path in paths)
    return bool(select(pools, lambda use: uses_subnet(use[0], use[1], subnet)))


def rules_of(group: Resource, stack: Stack) -> list[Resource]:
    """Return the rules of a network security group, its own list's and those that stand alone.

    Raises:
        Undecided: when none is certain to belong to it and one may.

    """
    return select(
        stack.all(SECURITY_RULE),
        lambda rule: rule.urn == group.urn if rule.path else rule.points_at("networkSecurityGroupName", group),
    )


def subnet_problems(owner: Resource, prop: str, stack: Stack, check: Callable[[Resource], Problems]) -> Problems:
    """Yield what `check` finds on the subnet of the stack that `prop` names; a subnet outside the stack has none.

    The engine's dependencies of a list belong to the whole list, and so may name several subnets. Where all are
    wrong, the one that is meant is too; else ids decide.
    """
    candidates = select(stack.all(SUBNET), lambda subnet: owner.points_at(prop, subnet))
    found = [(subnet, list(decided(check, subnet))) for subnet in candidates]
    wrong = [(subnet, problems) for subnet, problems in found if problems and not is_repeated(subnet, stack)]
    by_id = Resource(owner.urn, owner.name, owner.token, owner.raw, {}, owner.path)
    for subnet, problems in wrong:
        if len(wrong) == len(found) or by_id.points_at(prop, subnet):
            yield from problems
