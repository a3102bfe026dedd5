"""What holds data or other people's work must not be replaced by a change of a property."""

from guardrails.examples import ExampleResource
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, Undecided
from guardrails.replacements import IRREPLACEABLE, replacing_changes
from guardrails.stack import Resource, Stack
from guardrails.subjects import KEY, MANAGED_CLUSTER, REGISTRY, VIRTUAL_NETWORK


def check(before: Resource, stack: Stack) -> Problems:
    """What leaves the program altogether is the matter of change-no-deletion."""
    after = stack.successor(before)
    if after is not None:
        for change in replacing_changes(before, after, before.token):
            yield change if isinstance(change, Undecided) else f"must not change {change}, which replaces it"


_CLUSTER = {"resourceName": "blue", "location": "westeurope", "networkProfile": {"networkPolicy": "cilium"}}

GUARDRAIL = StackGuardrail(
    title="No cluster, registry, vault, key, workspace or network is replaced",
    applies_to=IRREPLACEABLE,
    severity=Severity.CRITICAL,
    why="A replacement deletes what is there, with its data and everything that runs on it, and makes an empty one "
    "of the same kind.",
    fix="Undo the change of the property, or make a second resource beside the first and move to it; exempt the "
    "resource for a replacement that is meant.",
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
    },
)
