"""What holds data or other people's work must not leave the program by accident."""

from guardrails.examples import ExampleResource
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NAMESPACE
from guardrails.props import Problems
from guardrails.replacements import KEPT
from guardrails.stack import Resource, Stack
from guardrails.subjects import AGENT_POOL, MANAGED_CLUSTER, REGISTRY, VAULT

_VAULT = {"vaultName": "secrets"}
_TEAM = {"metadata": {"name": "shop"}}


def check(before: Resource, stack: Stack) -> Problems:
    """A renamed resource is its old name's successor when the program gives the old name as an alias."""
    if stack.successor(before) is None:
        yield "must not be deleted"


GUARDRAIL = StackGuardrail(
    title="No cluster, namespace, registry, vault, key, workspace or network is deleted",
    applies_to=KEPT,
    severity=Severity.CRITICAL,
    why="A resource that leaves the program, also by a new name or parent, is deleted with its data and everything "
    "that runs on it.",
    fix="Put the resource back, or give its former name as an alias; exempt it for a deletion that is meant.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group",
    absent="Without a previous state (GUARDRAILS_PREVIOUS_STATE) nothing can be missed, so absent passes.",
    requirements=(),
    looks_back=True,
    check=check,
    passing={
        "the resource stays": {"vault": ExampleResource(VAULT.token, _VAULT, before=_VAULT)},
        "the resource is new": {"registry": ExampleResource(REGISTRY.token, {"registryName": "images"})},
        "a namespace stays": {"shop": ExampleResource(NAMESPACE.token, _TEAM, before=_TEAM)},
        "a node pool is gone": {"old": ExampleResource(AGENT_POOL.token, {"agentPoolName": "old"}, gone=True)},
    },
    failing={
        "a vault is gone": {"vault": ExampleResource(VAULT.token, _VAULT, gone=True)},
        "a team's namespace is gone": {"shop": ExampleResource(NAMESPACE.token, _TEAM, gone=True)},
        "a team gets another name": {
            "shop": ExampleResource(NAMESPACE.token, _TEAM, gone=True),
            "store": ExampleResource(NAMESPACE.token, {"metadata": {"name": "store"}}),
        },
        "one of two clusters is gone": {
            "blue": ExampleResource(MANAGED_CLUSTER.token, {"resourceName": "blue"}, before={"resourceName": "blue"}),
            "green": ExampleResource(MANAGED_CLUSTER.token, {"resourceName": "green"}, gone=True),
        },
    },
)
