"""What holds data or other people's work must not be replaced by a change of a property."""

from typing import Any

from guardrails.examples import ExampleResource
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Undecided
from guardrails.replacements import IRREPLACEABLE, replacing_changes
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, KEY, MANAGED_CLUSTER, REGISTRY, VAULT, VIRTUAL_NETWORK, WORKSPACE
from guardrails.values import UNKNOWN


def check(before: Resource, stack: Stack) -> Problems:
    """What leaves the program altogether is the matter of change-no-deletion."""
    after = stack.successor(before)
    if after is not None:
        for change in replacing_changes(before, after, before.token):
            yield change if isinstance(change, Undecided) else f"must not change {change}, which replaces it"


_CLUSTER = {"resourceName": "blue", "location": "westeurope", "networkProfile": {"networkPolicy": "cilium"}}

_NAMED = {
    MANAGED_CLUSTER.token: (
        "resourceName",
        "diskEncryptionSetID",
        "dnsPrefix",
        "fqdnSubdomain",
        "networkProfile.dnsServiceIP",
        "networkProfile.networkDataplane",
        "networkProfile.networkMode",
        "networkProfile.networkPlugin",
        "networkProfile.networkPluginMode",
        "networkProfile.outboundType",
        "networkProfile.podCidr",
        "networkProfile.serviceCidr",
        "nodeResourceGroup",
        "location",
    ),
    AGENT_POOL.token: ("resourceName", "agentPoolName", "gpuInstanceProfile", "vmSize"),
    REGISTRY.token: ("registryName", "zoneRedundancy", "location"),
    VAULT.token: ("vaultName", "properties.tenantId", "location"),
    KEY.token: ("vaultName", "keyName", "properties.curveName", "properties.kty"),
    WORKSPACE.token: ("workspaceName", "location"),
    VIRTUAL_NETWORK.token: ("virtualNetworkName", "location"),
}


def _changed(token: str, path: str, old: object, new: object) -> ExampleResource:
    return ExampleResource(token, _at(path, new), before=_at(path, old))


def _at(path: str, value: Any) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    properties: dict[str, Any] = value
    return properties


_PODS = "networkProfile.podCidrs"
_ADMINISTRATOR = {"adminUsername": "azureuser"}

GUARDRAIL = StackGuardrail(
    title="No cluster, node pool, registry, vault, key, workspace or network is replaced",
    applies_to=IRREPLACEABLE,
    severity=Severity.CRITICAL,
    why="A replacement deletes what is there, with its data and everything that runs on it, and makes an empty one "
    "of the same kind. Of a node pool Azure drains nothing before.",
    fix="Undo the change of the property, or make a second resource beside the first and move to it: of a node pool, "
    "add one with another name, drain the first and remove it. Exempt the resource for a replacement that is meant.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
    absent="Without a previous state (GUARDRAILS_PREVIOUS_STATE) nothing can be compared, so absent passes.",
    requirements=(),
    looks_back=True,
    check=check,
    passing={
        "the location is spelt otherwise": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {**_CLUSTER, "location": "West Europe"}, before=_CLUSTER)
        },
        "something else changes": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {**_CLUSTER, "disableLocalAccounts": True}, before=_CLUSTER
            )
        },
        "the resource is new": {"registry": ExampleResource(REGISTRY.token, {"registryName": "images"})},
        "the resource is gone": {"network": ExampleResource(VIRTUAL_NETWORK.token, {"location": "x"}, gone=True)},
        "what was is held encrypted": {
            "cluster": _changed(MANAGED_CLUSTER.token, "location", UNKNOWN, "westeurope"),
            "other": _changed(MANAGED_CLUSTER.token, _PODS, [UNKNOWN], ["10.0.0.0/16"]),
        },
    },
    failing={
        "the network policy of a cluster changes": {
            "cluster": ExampleResource(
                MANAGED_CLUSTER.token, {**_CLUSTER, "networkProfile": {"networkPolicy": "calico"}}, before=_CLUSTER
            )
        },
        "a registry moves": {
            "registry": ExampleResource(REGISTRY.token, {"location": "northeurope"}, before={"location": "westeurope"})
        },
        "a key gets another size": {
            "key": ExampleResource(
                KEY.token, {"properties": {"kty": "RSA", "keySize": 4096}}, before={"properties": {"kty": "RSA"}}
            )
        },
        **{
            f"{path} of {token.split(':')[-1]} changes": {"one": _changed(token, path, "one", "two")}
            for token, paths in _NAMED.items()
            for path in (*paths, "resourceGroupName")
        },
        "the public addresses of a node pool get tags": {
            "pool": _changed(AGENT_POOL.token, "networkProfile.nodePublicIPTags", None, [{"tag": "egress"}])
        },
        **{
            f"{label} of a cluster": {"cluster": _changed(MANAGED_CLUSTER.token, path, old, new)}
            for label, path, old, new in (
                ("another case in the name", "dnsPrefix", "blue", "Blue"),
                ("a first location", "location", None, "westeurope"),
                ("no location any more", "location", "westeurope", None),
                ("one of two ranges of pods", _PODS, ["10.0.0.0/16", "fd00::/64"], ["10.1.0.0/16", "fd00::/64"]),
                ("a second range of pods", _PODS, ["10.0.0.0/16"], ["10.0.0.0/16", "fd00::/64"]),
                ("no ranges of pods any more", _PODS, ["10.0.0.0/16"], None),
                ("another range of services", "networkProfile.serviceCidrs", ["10.0.0.0/16"], ["10.1.0.0/16"]),
                ("another administrator", "linuxProfile", _ADMINISTRATOR, {"adminUsername": "root"}),
                (
                    "a first key of the administrator",
                    "linuxProfile",
                    _ADMINISTRATOR,
                    {**_ADMINISTRATOR, "ssh": {"publicKeys": [{"keyData": "ssh-rsa"}]}},
                ),
                (
                    "no password of the administrator any more",
                    "windowsProfile",
                    {**_ADMINISTRATOR, "adminPassword": "passw0rd"},
                    _ADMINISTRATOR,
                ),
                ("no administrator any more", "linuxProfile", _ADMINISTRATOR, None),
            )
        },
    },
)
