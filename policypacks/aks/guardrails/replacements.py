"""What Azure cannot change in place: a changed value there deletes the resource and makes another.

Every part of a resource's ARM id is among it. Source: provider/pkg/gen/replacement.go and diff.go of
pulumi/pulumi-azure-native, and what Azure's REST reference calls immutable.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from guardrails.kinds import NAMESPACE
from guardrails.props import Props, Undecided, any_of
from guardrails.subjects import AGENT_POOL, KEY, MANAGED_CLUSTER, REGISTRY, VAULT, VIRTUAL_NETWORK, WORKSPACE, Subject
from guardrails.values import Secret, Unknown

_PLACE: Final = ("location", "resourceGroupName")
REPLACES_ON: Final = {
    MANAGED_CLUSTER.token: (
        *_PLACE,
        "resourceName",
        "diskEncryptionSetID",
        "dnsPrefix",
        "fqdnSubdomain",
        "linuxProfile",
        "networkProfile.dnsServiceIP",
        "networkProfile.networkDataplane",
        "networkProfile.networkMode",
        "networkProfile.networkPlugin",
        "networkProfile.networkPluginMode",
        "networkProfile.networkPolicy",
        "networkProfile.outboundType",
        "networkProfile.podCidr",
        "networkProfile.podCidrs",
        "networkProfile.serviceCidr",
        "networkProfile.serviceCidrs",
        "nodeResourceGroup",
        "windowsProfile",
    ),
    AGENT_POOL.token: (
        "resourceGroupName",
        "resourceName",
        "agentPoolName",
        "gpuInstanceProfile",
        "networkProfile.nodePublicIPTags",
        "vmSize",
    ),
    REGISTRY.token: (*_PLACE, "registryName", "zoneRedundancy"),
    VAULT.token: (*_PLACE, "vaultName", "properties.tenantId"),
    KEY.token: (
        "resourceGroupName",
        "vaultName",
        "keyName",
        "properties.curveName",
        "properties.keySize",
        "properties.kty",
    ),
    WORKSPACE.token: (*_PLACE, "workspaceName"),
    VIRTUAL_NETWORK.token: (*_PLACE, "virtualNetworkName"),
}
"""Type -> the properties (dotted paths) whose change replaces the resource, of the types that must not be replaced."""

IRREPLACEABLE: Final = Subject(MANAGED_CLUSTER.token, also=frozenset(REPLACES_ON) - {MANAGED_CLUSTER.token})
"""What holds data, keys or other people's work, or what all of it stands on."""
KEPT: Final = Subject(MANAGED_CLUSTER.token, also=IRREPLACEABLE.also - {AGENT_POOL.token} | {NAMESPACE.token})
"""The same without what a person drains and then removes, a node pool; and namespaces, which take volumes with them."""


def replacing_changes(before: Props, after: Props, token: str) -> Iterator[str | Undecided]:
    """Yield each property whose change replaces the resource, and each that only the update will tell."""
    for path in REPLACES_ON[token]:
        try:
            if _differ(path, _at(before.raw, path), _at(after.raw, path)):
                yield path
        except Undecided as undecided:
            yield undecided


def _at(value: Any, path: str) -> Any:
    for key in path.split("."):
        value = value.value if isinstance(value, Secret) else value
        if isinstance(value, Unknown):
            return value
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _differ(path: str, old: Any, new: Any) -> bool:
    """Compare as Azure does: null is absent, and a location is spelt in many ways.

    What the exported state holds encrypted cannot be compared and counts as unchanged.
    """
    old, new = (one.value if isinstance(one, Secret) else one for one in (old, new))
    if isinstance(old, Unknown):
        return False
    if isinstance(new, Unknown):
        raise Undecided(path)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        keys = sorted({*old, *new})
        return any_of(*(partial(_differ, f"{path}.{key}", old.get(key), new.get(key)) for key in keys))
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        pairs = enumerate(zip(old, new, strict=True))
        return any_of(*(partial(_differ, f"{path}[{index}]", *pair) for index, pair in pairs))
    if path == "location" and isinstance(old, str) and isinstance(new, str):
        old, new = (one.lower().replace(" ", "") for one in (old, new))
    return bool(old != new)
