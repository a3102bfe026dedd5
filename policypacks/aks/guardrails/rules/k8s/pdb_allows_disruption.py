"""A budget must let nodes be drained."""

from guardrails.checks import number
from guardrails.examples import ExampleResource
from guardrails.frameworks import azure_policy, gatekeeper, kube_linter, kyverno, polaris
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import AUTOSCALER, DISRUPTION_BUDGET, WORKLOAD
from guardrails.props import Problems
from guardrails.selectors import a_deployment, an_object, scalers_of, selects_pod, workloads_meant
from guardrails.stack import Resource, Stack


def check(budget: Resource, stack: Stack) -> Problems:
    """Percentages are texts."""
    if str(budget.get("spec.maxUnavailable")) in {"0", "0%"}:
        yield "must set spec.maxUnavailable to 1 or more"
    fewest = budget.get("spec.minAvailable")
    if fewest == "100%":
        yield "must set spec.minAvailable to less than 100%"
    if isinstance(fewest, int):
        for workload in workloads_meant(budget, stack, lambda pod: selects_pod(budget, "spec.selector", pod)):
            replicas = number(workload, "spec.replicas", 1)
            if fewest >= replicas and not scalers_of(workload, stack):
                yield f"must set spec.minAvailable below the {replicas} replicas of {workload.name}"


def _budget(**spec: object) -> ExampleResource:
    return an_object(DISRUPTION_BUDGET.token, "web", spec={"selector": {"matchLabels": {"app": "web"}}, **spec})


GUARDRAIL = StackGuardrail(
    title="Disruption budgets leave room for an upgrade of nodes",
    applies_to=DISRUPTION_BUDGET,
    severity=Severity.MEDIUM,
    why="AKS cannot drain a node whose pods may not be moved: the upgrade stops half-way.",
    fix="Set max_unavailable=1, or min_available below the number of replicas.",
    link="https://learn.microsoft.com/azure/aks/upgrade-aks-cluster",
    absent="Kubernetes then keeps one pod running, which passes for several replicas.",
    requirements=("004-9",),
    controls=(
        azure_policy("d9e8f2c1-4c5a-4f5c-8b5a-2abf1e9f7b4d"),
        gatekeeper("poddisruptionbudget"),
        kyverno("pdb-maxunavailable"),
        kyverno("pdb-minavailable"),
        kube_linter("pdb-max-unavailable"),
        kube_linter("pdb-min-available"),
        polaris("pdbDisruptionsIsZero"),
    ),
    check=check,
    passing={
        "one at a time": {"web": a_deployment(), "budget": _budget(maxUnavailable=1)},
        "one stays": {"web": a_deployment(), "budget": _budget(minAvailable=1)},
        "as many stay as there are, until an autoscaler adds some": {
            "web": a_deployment(),
            "scaler": an_object(
                AUTOSCALER.token,
                "web",
                spec={"scaleTargetRef": {"kind": "Deployment", "name": "web"}, "maxReplicas": 5},
            ),
            "budget": _budget(minAvailable=2),
        },
    },
    failing={
        "none may go": {"web": a_deployment(), "budget": _budget(maxUnavailable=0)},
        "all stay": {"web": a_deployment(), "budget": _budget(minAvailable="100%")},
        "as many stay as there are": {"web": a_deployment(), "budget": _budget(minAvailable=2)},
        "none of a hundred may go": {"web": a_deployment(), "budget": _budget(maxUnavailable="0%")},
        "the only one stays": {
            "web": an_object(WORKLOAD.token, "web", spec={"template": {"metadata": {"labels": {"app": "web"}}}}),
            "budget": _budget(minAvailable=1),
        },
    },
)
