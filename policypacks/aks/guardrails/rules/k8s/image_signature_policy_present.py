"""A cluster should check who signed what it runs."""

from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, kyverno
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import IMAGE_VERIFIER, WORKLOAD
from guardrails.props import Problems, any_of, select
from guardrails.selectors import a_deployment, an_object
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER, POLICY_ASSIGNMENT

_INTEGRITY = "cf426bb8-b320-4321-8545-1b784a5df3a4"


def check(_: Resource, stack: Stack) -> Problems:
    """A cluster without workloads in the same program may have its policies from another one."""
    if not any(stack.all(WORKLOAD)):
        return
    if not any_of(
        lambda: bool(select(stack.all(IMAGE_VERIFIER), _verifies)),
        lambda: bool(select(stack.all(POLICY_ASSIGNMENT), lambda one: _INTEGRITY in one.text("policyDefinitionId"))),
    ):
        yield "must have a policy that verifies the signatures of images, of Ratify or Kyverno"


def _verifies(policy: Resource) -> bool:
    if policy.token.rpartition(":")[2] not in {"ClusterPolicy", "Policy"}:
        return True
    return any(rule.has("verifyImages") for rule in policy.objects("spec.rules"))


def _assignment(definition: str) -> ExampleResource:
    return ExampleResource(
        POLICY_ASSIGNMENT.token,
        {"policyDefinitionId": f"/providers/Microsoft.Authorization/policySetDefinitions/{definition}"},
    )


GUARDRAIL = StackGuardrail(
    title="What runs in the stack's cluster has to be signed",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.MEDIUM,
    why="A signature is the only thing that an image copied, renamed or pushed with a stolen password does not have.",
    fix="Add a Ratify Verifier, or a Kyverno policy with verifyImages.",
    link="https://learn.microsoft.com/azure/aks/image-integrity",
    absent="Nothing checks signatures, so absent fails where the stack also runs workloads.",
    requirements=("000-3", "002-3"),
    controls=(azure_policy("cf426bb8-b320-4321-8545-1b784a5df3a4"), kyverno("verify-image")),
    check=check,
    passing={
        "Ratify": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "verifier": an_object("kubernetes:config.ratify.deislabs.io/v1beta1:Verifier", "notation", ""),
        },
        "Kyverno": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "policy": an_object(
                "kubernetes:kyverno.io/v1:ClusterPolicy",
                "signed",
                "",
                spec={"rules": [{"name": "signed", "verifyImages": [{"imageReferences": ["*"]}]}]},
            ),
        },
        "no workloads": {"cluster": ExampleResource(MANAGED_CLUSTER.token)},
        "Azure Policy": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "assignment": _assignment("cf426bb8-b320-4321-8545-1b784a5df3a4"),
        },
        "Kyverno, by one of the rules": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "policy": an_object(
                "kubernetes:kyverno.io/v1:ClusterPolicy",
                "images",
                "",
                spec={"rules": [{"name": "labels"}, {"verifyImages": [{"imageReferences": ["*"]}]}]},
            ),
        },
    },
    failing={
        "nothing": {"cluster": ExampleResource(MANAGED_CLUSTER.token), "web": a_deployment()},
        "a policy about something else": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "policy": an_object(
                "kubernetes:kyverno.io/v1:ClusterPolicy", "labels", "", spec={"rules": [{"name": "labels"}]}
            ),
        },
        "a policy of the namespace about something else": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "policy": an_object("kubernetes:kyverno.io/v1:Policy", "labels", spec={"rules": [{"name": "labels"}]}),
        },
        "an assignment about something else": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token),
            "web": a_deployment(),
            "assignment": _assignment("a8640138-9b0a-4a28-b8cb-1666c838647d"),
        },
    },
)
