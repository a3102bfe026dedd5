"""How subnets, their networks and security groups belong together. Shared by stack guardrails."""

from collections.abc import Callable
from functools import partial

from guardrails.checks import texts_at, together
from guardrails.props import Problems, Texts, Undecided, all_of, decided, each_of, select, sift
from guardrails.reach import covers_internet
from guardrails.references import last_name
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, ROUTE, SECURITY_RULE, SUBNET, SUBNET_ALONE, VIRTUAL_NETWORK, Subject

_RULE_ALONE = Subject(SECURITY_RULE.token)


def subnet_name(subnet: Resource) -> str:
    """Return the subnet's name in Azure, whether it stands alone or in its network; raises as `text`."""
    return subnet.text("subnetName") or subnet.text("name")


def lies_in(subnet: Resource, network: Resource) -> bool:
    """Tell whether a Subnet of its own names the network; raises as `points_at`."""
    return subnet.points_at("virtualNetworkName", network)


def is_repeated(subnet: Resource, stack: Stack) -> bool:
    """Tell whether a subnet listed in its network is also a Subnet of its own, which then has the last word.

    Raises:
        Undecided: when no Subnet is certain to be the same and one may.

    """
    if not subnet.path:
        return False
    networks = [network for network in stack.all(VIRTUAL_NETWORK) if network.urn == subnet.urn]
    name = subnet_name(subnet).lower()

    def repeats(other: Resource) -> bool:
        return all_of(lambda: subnet_name(other).lower() == name, *(partial(lies_in, other, one) for one in networks))

    return bool(select(stack.all(SUBNET_ALONE), repeats))


def is_reported(element: Resource) -> bool:
    """Tell whether only Azure lists the element in its owner: then it may well be a resource of its own.

    Azure marks what it reports with an etag; the engine knows which properties the program set.
    """
    return isinstance(element.raw.get("etag"), str) and element.path.partition("[")[0] not in element.dependencies


def uses_subnet(user: Resource, path: str, subnet: Resource) -> bool:
    """Tell whether the subnet's id stands at the path ("subnet.id") of `user`.

    Raises:
        Undecided: when that is known only after the update.

    """
    if not user.points_at(path, subnet):
        return False
    # A reference to a subnet that its network lists is a reference to the network: only the id tells which.
    return not subnet.path or last_name(user.text(path)) == subnet_name(subnet).lower()


def hosts_nodes(subnet: Resource, stack: Stack) -> bool:
    """Tell whether nodes or pods of a cluster live in the subnet; raises as `uses_subnet`."""
    paths = ("vnetSubnetID", "podSubnetID")
    pools = ((pool, path) for path in paths for pool in stack.pointing(AGENT_POOL, subnet, path))
    return bool(select(pools, lambda use: uses_subnet(use[0], use[1], subnet)))


def rules_of(group: Resource, stack: Stack) -> tuple[list[Resource], list[Undecided]]:
    """Return the rules of a network security group, its own list's and those that stand alone, and what is unknown."""
    own = list(group.listed("securityRules", SECURITY_RULE.token))
    alone, unknown = sift(
        stack.pointing(_RULE_ALONE, group, "networkSecurityGroupName"),
        lambda rule: rule.points_at("networkSecurityGroupName", group),
    )
    listed = [rule for rule in own if isinstance(rule, Resource)]
    return [*listed, *alone], [*(one for one in own if isinstance(one, Undecided)), *unknown]


def is_route_of(route: Resource, table: Resource) -> bool:
    """Tell whether the route stands in the table, or names it; raises as `points_at`."""
    return route.urn == table.urn if route.path else route.points_at("routeTableName", table)


def leads_out(table: Resource, route: Resource) -> bool:
    """Tell whether the table's route leads everything to an appliance or gateway; raises as `points_at`."""
    return all_of(
        lambda: route.text("addressPrefix") == "0.0.0.0/0",
        lambda: route.text("nextHopType").lower() in {"virtualappliance", "virtualnetworkgateway"},
        lambda: is_route_of(route, table),
    )


def leads_past(table: Resource, stack: Stack) -> bool:
    """Tell whether routes of the table lead the Internet past its default route: the longest prefix decides.

    Source: https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview. Tags of services count for
    nothing, AzureCloud too: some must be reached directly, and the two guardrails' pages say to look at each.

    Raises:
        Undecided: when those that are known do not, and one is unknown.

    """

    def prefixes() -> Texts:
        routes, unknown = sift(
            stack.pointing(ROUTE, table, "routeTableName"),
            lambda route: all_of(
                lambda: route.text("nextHopType").lower() == "internet", lambda: is_route_of(route, table)
            ),
        )
        yield from unknown
        for route in routes:
            yield from texts_at(route, "addressPrefix")

    return together(prefixes(), lambda texts: covers_internet(one for one in texts if "/" in one))


def subnet_problems(owner: Resource, prop: str, stack: Stack, check: Callable[[Resource], Problems]) -> Problems:
    """Yield what `check` finds on the subnet of the stack that `prop` names; a subnet outside the stack has none.

    The engine's dependencies of a list belong to the whole list, and so may name several subnets. Where all are
    wrong, the one that is meant is too; else ids decide.
    """

    def judge(subnet: Resource) -> Problems:
        found = list(decided(check, subnet))
        if found and not is_repeated(subnet, stack):
            yield from found

    candidates, _ = sift(stack.pointed_at(SUBNET, owner, prop), lambda subnet: owner.points_at(prop, subnet))
    all_wrong = all(list(decided(judge, subnet)) for subnet in candidates)
    by_id = Resource(owner.urn, owner.name, owner.token, owner.raw, {}, owner.path)

    def is_meant(subnet: Resource) -> bool:
        return owner.points_at(prop, subnet) and (all_wrong or by_id.points_at(prop, subnet))

    yield from each_of(stack.pointed_at(SUBNET, owner, prop), is_meant, judge)
