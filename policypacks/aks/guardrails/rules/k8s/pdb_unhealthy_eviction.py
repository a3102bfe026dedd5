"""A broken pod should not stop an upgrade."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, kube_linter
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import DISRUPTION_BUDGET

GUARDRAIL = Guardrail(
    title="Disruption budgets let broken pods be moved",
    applies_to=DISRUPTION_BUDGET,
    severity=Severity.LOW,
    why="A pod that never becomes ready otherwise keeps its node from being drained.",
    fix='Set unhealthy_pod_eviction_policy="AlwaysAllow".',
    link="https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy",
    absent="Kubernetes moves broken pods only while the budget is met, so absent fails.",
    requirements=("004-9",),
    controls=(azure_policy("5c58d54b-87f0-4dcd-83ea-e855fc988997"), kube_linter("pdb-unhealthy-pod-eviction-policy")),
    check=must_be("spec.unhealthyPodEvictionPolicy", "AlwaysAllow"),
    passing={
        "always": {"spec": {"unhealthyPodEvictionPolicy": "AlwaysAllow", "maxUnavailable": 1}},
    },
    failing={
        "within the budget": {"spec": {"unhealthyPodEvictionPolicy": "IfHealthyBudget"}},
        "it is left at Kubernetes' default": {"spec": {"maxUnavailable": 1}},
    },
)
