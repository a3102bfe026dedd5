"""Replicas should not stand on one node."""

from guardrails.checks import is_present, number
from guardrails.frameworks import azure_policy, kube_linter, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SCALED
from guardrails.pods import container_with, pod_with
from guardrails.props import Problems, Props, any_of

_SPEC = "spec.template.spec"


def _check(workload: Props) -> Problems:
    if number(workload, "spec.replicas", 2) > 1 and not any_of(
        lambda: is_present(workload, f"{_SPEC}.topologySpreadConstraints"),
        lambda: is_present(workload, f"{_SPEC}.affinity.podAntiAffinity"),
    ):
        yield f"must set {_SPEC}.topologySpreadConstraints or {_SPEC}.affinity.podAntiAffinity"


GUARDRAIL = Guardrail(
    title="Replicas are spread over nodes or zones",
    applies_to=SCALED,
    severity=Severity.LOW,
    why="Replicas on one node go with it, all at once.",
    fix="Set topology_spread_constraints, or affinity with pod_anti_affinity, in the pod's spec.",
    link="https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    absent="The scheduler spreads as it sees fit and may not, so absent fails; a single replica passes.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("34c88cd4-5d72-4dbb-bf77-12c3cafe8791"),
        kyverno("topologyspreadconstraints-policy"),
        kube_linter("no-anti-affinity"),
        polaris("topologySpreadConstraint"),
    ),
    check=_check,
    passing={
        "over zones": {
            "spec": {
                "replicas": 3,
                "template": pod_with(
                    topologySpreadConstraints=[
                        {
                            "maxSkew": 1,
                            "topologyKey": "topology.kubernetes.io/zone",
                            "whenUnsatisfiable": "ScheduleAnyway",
                        }
                    ]
                ),
            }
        },
        "a single replica": {"spec": {"replicas": 1}},
    },
    failing={
        "as the scheduler likes": {"spec": {"replicas": 3, "template": container_with()}},
        "an autoscaler decides how many": {"spec": {"template": container_with()}},
    },
)
