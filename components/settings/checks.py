"""What makes sense in a setting, and what makes sense only together.

A check takes the settings that are valid by themselves, by field name, and yields (field, problem); it keeps silent
about settings that are missing, since those are reported already.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from ipaddress import IPv4Network
from itertools import combinations
from math import ceil
from typing import Any, Protocol

from pydantic.alias_generators import to_camel

from components import naming, regions
from components.cluster import vm_size
from components.cluster.node_hardening import SURGE_PERCENT, NodePoolSize
from components.network import addressing
from components.versions import KUBERNETES

Problem = tuple[str, str]
Check = Callable[[Mapping[str, Any]], Iterator[Problem]]

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""RFC 1918 and RFC 6598."""
RESERVED = tuple(map(IPv4Network, ("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24")))
"""Ranges AKS keeps for itself: https://learn.microsoft.com/azure/aks/configure-azure-cni#prerequisites."""
NODE_POD_PREFIX = 24
"""Each node of an overlay cluster takes a /24 of the pods' range."""
RESERVED_ADDRESSES = 5
"""Addresses Azure keeps in every subnet."""
SYSTEM_VCPUS = 4
"""What a system pool's machine needs at least: https://learn.microsoft.com/azure/aks/use-system-pools."""

_STANDING = "; a cluster that stands keeps its ranges: lower maxCount, or add a stamp"


class Pool(Protocol):
    """What checks read of a node pool."""

    @property
    def vm_size(self) -> str:
        """Size of its machines."""

    @property
    def min_count(self) -> int:
        """Nodes that always run."""

    @property
    def max_count(self) -> int:
        """Nodes the autoscaler may reach."""

    @property
    def size(self) -> NodePoolSize:
        """The pool as a cluster takes it."""


def cidr(value: object) -> IPv4Network:
    """Read a private CIDR range.

    Raises:
        ValueError: it is none, or not private, or one that AKS keeps for itself.

    """
    try:
        network = IPv4Network(str(value), strict=False)
    except ValueError:
        raise ValueError(f"{value!r} is not a CIDR range such as 10.20.0.0/20") from None
    if "/" not in str(value):
        raise ValueError(f"{value!r} has no mask, which says how large the range is; write such as {value}/20")
    if str(network) != value:
        raise ValueError(f"{value!r} does not start at a network address; write {network}")
    if not any(network.subnet_of(private) for private in PRIVATE):
        raise ValueError(f"{network} is public; choose from {', '.join(map(str, PRIVATE))}")
    for reserved in RESERVED:
        if network.overlaps(reserved):
            raise ValueError(f"{network} overlaps {reserved}, which AKS keeps for itself; choose another range")
    return network


def supported_version(value: str) -> str:
    """Pass a version AKS supports.

    Raises:
        ValueError: it is none.

    """
    if value not in KUBERNETES.supported:
        raise ValueError(f"{value!r} is not supported; choose one of {', '.join(KUBERNETES.supported)}")
    return value


def usable_zones(value: list[str]) -> list[str]:
    """Pass two or three different zones.

    Raises:
        ValueError: it is something else.

    """
    if len(value) < 2 or len(set(value)) < len(value) or not {"1", "2", "3"}.issuperset(value):  # noqa: PLR2004
        raise ValueError(f"{value} is not two or three different zones")
    return sorted(value)


def usable_size(value: str) -> str:
    """Pass a machine size that can be hardened.

    Raises:
        ValueError: it is none, or lacks what the hardening of nodes needs.

    """
    size = vm_size.parse(value)
    if size.arm64:
        raise ValueError(f"{value} has an Arm processor, for which AKS has no trusted launch; choose one without p")
    if not size.premium_storage:
        raise ValueError(f"{value} takes no premium disks; choose one with s, such as Standard_D4ds_v5")
    return value


def needs(*fields: str) -> Callable[[Callable[..., Iterator[Problem]]], Check]:
    """Hand a check the named settings, and leave it out where one of them is missing."""

    def decorate(check: Callable[..., Iterator[Problem]]) -> Check:
        @wraps(check)
        def run(values: Mapping[str, Any]) -> Iterator[Problem]:
            if values.keys() >= set(fields):
                yield from check(*(values[field] for field in fields))

        return run

    return decorate


@needs("location")
def region_is_known(location: str) -> Iterator[Problem]:
    """Accept regions with availability zones."""
    if location not in regions.SHORT_NAMES:
        known = ", ".join(regions.SHORT_NAMES)
        yield "location", f"{location!r} is not a region with availability zones; choose one of {known}"


@needs("workload", "environment", "location", "name_suffix")
def names_fit(workload: str, environment: str, location: str, suffix: str) -> Iterator[Problem]:
    """Compose the tightest name, the application vault's; all others then fit too."""
    stem = naming.stem(workload, environment, regions.SHORT_NAMES.get(location, ""), suffix)
    try:
        naming.name(naming.Kind.APPLICATION_VAULT, stem)
    except ValueError as error:
        yield "workload", str(error)


@needs("address_space")
def space_is_large_enough(space: IPv4Network) -> Iterator[Problem]:
    """Cut every subnet from the space."""
    try:
        addressing.plan(space)
    except ValueError as error:
        yield "address_space", str(error)


@needs("service_cidr")
def service_range_fits(services: IPv4Network) -> Iterator[Problem]:
    """Kubernetes takes fewer addresses than a /12; fewer than 32 would hold no cluster's services."""
    if not 13 <= services.prefixlen <= 27:  # noqa: PLR2004
        yield "service_cidr", f"{services} has a wrong size; choose a /13 to /27"


@needs("address_space", "pod_cidr", "service_cidr")
def ranges_are_disjoint(space: IPv4Network, pods: IPv4Network, services: IPv4Network) -> Iterator[Problem]:
    """Network, pods and services have addresses of their own."""
    ranges = {"address_space": space, "pod_cidr": pods, "service_cidr": services}
    for (first, one), (field, other) in combinations(ranges.items(), 2):
        if one.overlaps(other):
            yield field, f"{other} overlaps {to_camel(first)} {one}; choose another range for either"


@needs("address_space", "pod_cidr", "system_pool", "user_pools")
def nodes_fit(space: IPv4Network, pods: IPv4Network, system: Pool, users: list[Pool]) -> Iterator[Problem]:
    """All pools at their largest, and an upgrade on top, find addresses."""
    largest = sum(pool.max_count + ceil(pool.max_count * SURGE_PERCENT / 100) for pool in (system, *users))
    pod_ranges = 2 ** max(NODE_POD_PREFIX - pods.prefixlen, 0) if pods.prefixlen <= NODE_POD_PREFIX else 0
    if largest > pod_ranges:
        needed = NODE_POD_PREFIX - (largest - 1).bit_length()
        problem = f"{pods} holds {pod_ranges} nodes, an upgrade needs {largest}; choose a /{needed} or larger"
        yield "pod_cidr", problem + _STANDING
    if space.prefixlen <= addressing.SMALLEST_SPACE:
        available = addressing.plan(space).nodes.num_addresses - RESERVED_ADDRESSES
        if largest > available:
            problem = f"{space} holds {available} nodes, an upgrade needs {largest}; choose a larger range"
            yield "address_space", problem + _STANDING


@needs("system_pool")
def system_pool_is_usable(pool: Pool) -> Iterator[Problem]:
    """Weigh the machines of the cluster's own add-ons."""
    size = vm_size.parse(pool.vm_size)
    if size.vcpus < SYSTEM_VCPUS or size.burstable:
        yield "system_pool", f"{pool.vm_size} is too weak; choose {SYSTEM_VCPUS} or more CPUs, not of the B series"


@needs("system_pool", "user_pools")
def pools_are_consistent(system: Pool, users: list[Pool]) -> Iterator[Problem]:
    """Compare counts within a pool and names between pools."""
    for field, pool in (("system_pool", system), *(("user_pools", pool) for pool in users)):
        if pool.min_count > pool.max_count:
            name = pool.size["name"]
            yield field, f"pool {name}: minCount {pool.min_count} exceeds maxCount {pool.max_count}; raise maxCount"
    names = [system.size["name"], *(pool.size["name"] for pool in users)]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield "user_pools", f"there is more than one pool named {name!r}; give each its own name"


CHECKS: tuple[Check, ...] = (
    region_is_known,
    names_fit,
    space_is_large_enough,
    service_range_fits,
    ranges_are_disjoint,
    nodes_fit,
    system_pool_is_usable,
    pools_are_consistent,
)
