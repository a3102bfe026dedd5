"""An upgrade of nodes must leave something running."""

from guardrails.checks import number
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import AUTOSCALER, DISRUPTION_BUDGET, SCALED
from guardrails.pods import pod_of
from guardrails.props import Problems, all_of, select
from guardrails.selectors import a_deployment, an_object, same_namespace, scalers_of, selects_pod
from guardrails.stack import Resource, Stack


def check(workload: Resource, stack: Stack) -> Problems:
    """An autoscaler makes several of it."""
    if number(workload, "spec.replicas", 1) > 1 or scalers_of(workload, stack):
        pod = pod_of(workload)
        budgets = select(
            stack.all(DISRUPTION_BUDGET),
            lambda one: all_of(lambda: same_namespace(one, workload), lambda: selects_pod(one, "spec.selector", pod)),
        )
        if not budgets:
            yield "must have a PodDisruptionBudget"


def _by(key: str, operator: str, *values: str) -> ExampleResource:
    expression = {"key": key, "operator": operator, **({"values": list(values)} if values else {})}
    return an_object(DISRUPTION_BUDGET.token, "web", spec={"selector": {"matchExpressions": [expression]}})


_WITHIN = (("app", "Exists"), ("team", "DoesNotExist"), ("app", "In", "web", "api"), ("app", "NotIn", "api"))
_WITHOUT = (("team", "Exists"), ("app", "DoesNotExist"), ("app", "In", "api"), ("app", "NotIn", "web", "api"))

GUARDRAIL = StackGuardrail(
    title="Workloads of several replicas have a disruption budget",
    applies_to=SCALED,
    severity=Severity.LOW,
    why="Draining nodes for an upgrade may end all replicas at the same moment.",
    fix="Add a PodDisruptionBudget whose selector means the pods, with max_unavailable=1.",
    link="https://kubernetes.io/docs/tasks/run-application/configure-pdb/",
    absent="Kubernetes allows every disruption, so absent fails; a single replica passes.",
    requirements=(),
    controls=(
        azure_policy("d9e8f2c1-4c5a-4f5c-8b5a-2abf1e9f7b4d"),
        kyverno("require-pdb"),
        polaris("missingPodDisruptionBudget"),
    ),
    check=check,
    passing={
        "a budget": {
            "web": a_deployment(),
            "budget": an_object(
                DISRUPTION_BUDGET.token, "web", spec={"selector": {"matchLabels": {"app": "web"}}, "maxUnavailable": 1}
            ),
        },
        "a single replica": {"web": a_deployment(replicas=1)},
        **{
            f"a budget by {' '.join(expression)}": {"web": a_deployment(), "budget": _by(*expression)}
            for expression in _WITHIN
        },
    },
    failing={
        "none": {"web": a_deployment()},
        "one for others": {
            "web": a_deployment(),
            "budget": an_object(
                DISRUPTION_BUDGET.token, "api", spec={"selector": {"matchLabels": {"app": "api"}}, "maxUnavailable": 1}
            ),
        },
        "none, and an autoscaler makes several": {
            "web": a_deployment(replicas=1),
            "scaler": an_object(
                AUTOSCALER.token,
                "web",
                spec={"scaleTargetRef": {"kind": "Deployment", "name": "web"}, "maxReplicas": 5},
            ),
        },
        **{
            f"one by {' '.join(expression)}": {"web": a_deployment(), "budget": _by(*expression)}
            for expression in _WITHOUT
        },
    },
)
