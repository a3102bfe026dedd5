"""A registry must survive the loss of its region."""

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import checkov, mcsb, psrule
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import REGISTRY, REPLICATION


def check(registry: Resource, stack: Stack) -> Problems:
    """Azure refuses a replica in the registry's own region, so any replica is elsewhere."""
    if not select(stack.all(REPLICATION), lambda replica: replica.points_at("registryName", registry)):
        yield "must have a Replication in another region"


def _replica(registry: str) -> ExampleResource:
    return ExampleResource(REPLICATION.token, {"registryName": Output(registry, "name"), "location": "northeurope"})


_REGISTRY = ExampleResource(REGISTRY.token, {"location": "westeurope"})

GUARDRAIL = StackGuardrail(
    title="The registry has a replica in another region",
    applies_to=REGISTRY,
    severity=Severity.LOW,
    why="When its only region is down no node can pull, and clusters elsewhere cannot start a pod. For "
    "stacks in several regions; replicas exclude soft delete.",
    fix="Add a Replication with the registry_name of the Registry and the location of another region.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication",
    absent="A registry has no replica of its own accord, so a missing one fails.",
    requirements=(),
    controls=(mcsb("BR-1"), checkov("CKV_AZURE_165"), psrule("Azure.ACR.GeoReplica")),
    check=check,
    passing={
        "a replica": {"registry": _REGISTRY, "replica": _replica("registry")},
    },
    failing={
        "no replica": {"registry": _REGISTRY},
        "the replica is another registry's": {"registry": _REGISTRY, "other": _REGISTRY, "replica": _replica("other")},
    },
)
