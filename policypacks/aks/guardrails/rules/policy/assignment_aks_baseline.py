"""A stack that assigns policies must assign those for pods."""

from guardrails.examples import SUBSCRIPTION, ExampleResource, Output
from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.links import applies_at
from guardrails.policies import definition_of, is_in_force
from guardrails.props import Problems, all_of, select
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, POLICY_ASSIGNMENT, RESOURCE_GROUP

_RESTRICTED = "42b8ef37-b724-4e24-bbc8-7a7708edfe00"
_BASELINE = "a8640138-9b0a-4a28-b8cb-1666c838647d"
_SAFEGUARDS = "c047ea8e-9c78-49b2-958b-37e56d291a44"


def check(cluster: Resource, stack: Stack) -> Problems:
    """Assignments of management groups are not in sight: a stack without any leaves them to others."""
    assignments = list(stack.all(POLICY_ASSIGNMENT))
    if assignments and not select(assignments, lambda one: _secures_pods(one, cluster, stack)):
        yield "must be in the scope of a PolicyAssignment of a pod security initiative or of deployment safeguards"


def _secures_pods(assignment: Resource, cluster: Resource, stack: Stack) -> bool:
    return all_of(
        lambda: definition_of(assignment) in {_RESTRICTED, _BASELINE, _SAFEGUARDS},
        lambda: applies_at(assignment, cluster, stack),
        lambda: is_in_force(assignment),
    )


def _assigned(definition: str, scope: str | Output, **more: str) -> ExampleResource:
    definition = f"/providers/Microsoft.Authorization/policySetDefinitions/{definition}"
    return ExampleResource(POLICY_ASSIGNMENT.token, {"policyDefinitionId": definition, "scope": scope, **more})


_GROUP = ExampleResource(RESOURCE_GROUP.token)
_CLUSTER = ExampleResource(MANAGED_CLUSTER.token, {"resourceGroupName": Output("group", "name")})

GUARDRAIL = StackGuardrail(
    title="Clusters are in the scope of pod security policies",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="Without them the cluster admits privileged pods, and one of those is enough to take over its node.",
    fix="Add a PolicyAssignment over the cluster whose policy_definition_id is the restricted or baseline pod security "
    "initiative.",
    link="https://learn.microsoft.com/azure/aks/policy-reference",
    absent="A stack that assigns no policy leaves that to others and passes; one that assigns any must assign these.",
    requirements=("000-10", "001-13"),
    controls=(cis_aks("4.2"), mcsb("PV-2")),
    check=check,
    passing={
        "the group restricts pods": {
            "group": _GROUP,
            "cluster": _CLUSTER,
            "pods": _assigned(_RESTRICTED, Output("group")),
        },
        "the cluster has the baseline": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "pods": _assigned(_BASELINE, Output("cluster")),
        },
        "the subscription has safeguards": {
            "group": _GROUP,
            "cluster": _CLUSTER,
            "pods": _assigned(_SAFEGUARDS, SUBSCRIPTION),
        },
        "the id of what is assigned ends in a slash": {
            "group": _GROUP,
            "cluster": _CLUSTER,
            "pods": _assigned(f"{_RESTRICTED}/", Output("group")),
        },
        "the stack assigns no policy": {"group": _GROUP, "cluster": _CLUSTER},
    },
    failing={
        "only another policy is assigned": {
            "group": _GROUP,
            "cluster": _CLUSTER,
            "tags": _assigned("871b6d14-10aa-478d-b590-94f262ecfa99", Output("group")),
        },
        "the policy only reports": {
            "group": _GROUP,
            "cluster": _CLUSTER,
            "pods": _assigned(_RESTRICTED, Output("group"), enforcementMode="DoNotEnforce"),
        },
        "the policy is another group's": {
            "group": _GROUP,
            "other": _GROUP,
            "cluster": _CLUSTER,
            "pods": _assigned(_RESTRICTED, Output("other")),
        },
    },
)
