"""An identity must serve one purpose."""

from collections.abc import Iterator

from guardrails.examples import ExampleResource, Output
from guardrails.frameworks import mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.props import Problems
from guardrails.stack import Resource, Stack
from guardrails.subjects import FEDERATED_CREDENTIAL, IDENTITY, MANAGED_CLUSTER


def check(identity: Resource, stack: Stack) -> Problems:
    """Several service accounts of one workload are one purpose."""
    uses = sorted(set(_uses(identity, stack)))
    if len(uses) > 1:
        yield f"must not serve as {' and as '.join(uses)} at once"


def _uses(identity: Resource, stack: Stack) -> Iterator[str]:
    for cluster in stack.all(MANAGED_CLUSTER):
        if cluster.points_at("identity", identity):
            yield "control plane"
        if cluster.points_at("identityProfile", identity):
            yield "kubelet"
    for credential in stack.all(FEDERATED_CREDENTIAL):
        if credential.points_at("resourceName", identity):
            yield "workload"


def _cluster(control: str, kubelet: str) -> ExampleResource:
    return ExampleResource(
        MANAGED_CLUSTER.token,
        {
            "identity": {"type": "UserAssigned", "userAssignedIdentities": [Output(control)]},
            "identityProfile": {"kubeletidentity": {"resourceId": Output(kubelet)}},
        },
    )


_IDENTITY = ExampleResource(IDENTITY.token)


def _credential(identity: str) -> ExampleResource:
    return ExampleResource(FEDERATED_CREDENTIAL.token, {"resourceName": Output(identity, "name")})


GUARDRAIL = StackGuardrail(
    title="Control plane, kubelet and workloads have identities of their own",
    applies_to=IDENTITY,
    severity=Severity.LOW,
    why="A pod that takes over a shared identity holds the rights of the node or the control plane too.",
    fix="Create a UserAssignedIdentity for each purpose and give it only the roles for that.",
    link="https://learn.microsoft.com/azure/aks/use-managed-identity",
    absent="An identity that nothing uses is shared by nobody, so absent passes.",
    requirements=("002-11",),
    controls=(mcsb("PA-7"),),
    check=check,
    passing={
        "each has its own": {
            "control": _IDENTITY,
            "kubelet": _IDENTITY,
            "shop": _IDENTITY,
            "cluster": _cluster("control", "kubelet"),
            "api": _credential("shop"),
            "jobs": _credential("shop"),
        },
        "nothing uses it": {"spare": _IDENTITY},
    },
    failing={
        "control plane and kubelet share one": {"one": _IDENTITY, "cluster": _cluster("one", "one")},
        "kubelet and workload share one": {
            "control": _IDENTITY,
            "one": _IDENTITY,
            "cluster": _cluster("control", "one"),
            "api": _credential("one"),
        },
    },
)
