"""ARM ids: `/subscriptions/S/resourceGroups/G/providers/Namespace/type/name[/type/name...]`."""

from uuid import NAMESPACE_URL, uuid5

SUBSCRIPTION = "/subscriptions/{subscriptionId}"
GROUP = SUBSCRIPTION + "/resourceGroups/{resourceGroupName}"


def arm_type(arm_id: str) -> str:
    """Return the type in lower case: `microsoft.network/virtualnetworks/subnets`."""
    head, _, tail = arm_id.lower().rpartition("/providers/")
    if not head:
        return f"microsoft.resources/{'resourcegroups' if '/resourcegroups/' in tail else 'subscriptions'}"
    namespace, *pairs = tail.split("/")
    return "/".join([namespace, *pairs[::2]])


def name(arm_id: str) -> str:
    """Return the last segment."""
    return arm_id.rpartition("/")[2]


def parent(arm_id: str) -> str:
    """Return the id of the resource that contains this one: its parent type, group, subscription or scope."""
    head, _, tail = arm_id.rpartition("/providers/")
    containers = tail.split("/")[1:-2]
    return arm_id.rsplit("/", 2)[0] if containers else head or arm_id.rsplit("/", 2)[0]


def etag(arm_id: str) -> str:
    """Return what Azure marks the state of a part of a network with."""
    return f'W/"{guid("etag", arm_id)}"'


def guid(*parts: str) -> str:
    """Return the same GUID for the same parts, whatever their case."""
    return str(uuid5(NAMESPACE_URL, "/".join(parts).lower()))
