"""A pod should not have the group of root."""

from guardrails.checks import must_not_be
from guardrails.frameworks import azure_policy, gatekeeper, kyverno, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, everywhere, in_pod, pod_with
from guardrails.props import Problems, Props, decided


def check(pod: Props) -> Problems:
    """Groups of volumes belong to the pod, the group of the process to both."""
    yield from decided(in_pod(must_not_be("securityContext.fsGroup", 0)), pod)
    yield from decided(in_pod(_supplemental), pod)
    yield from everywhere(must_not_be("securityContext.runAsGroup", 0))(pod)


def _supplemental(spec: Props) -> Problems:
    def judge(group: object) -> Problems:
        if group == 0:
            yield "must not list 0 in securityContext.supplementalGroups"

    yield from spec.each_value("securityContext.supplementalGroups", judge)


GUARDRAIL = Guardrail(
    title="No pod or container has the group of root",
    applies_to=POD,
    severity=Severity.LOW,
    why="Files of group 0 are writable for it, on mounted volumes of others too.",
    fix="Set fs_group, supplemental_groups and run_as_group to other groups than 0.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    absent="Group 0 of an image is the matter of run_as_group in k8s-run-as-high-uid; absent passes.",
    requirements=("002-12",),
    controls=(
        mcsb("PV-2"),
        azure_policy("f06ddb64-5fa3-4b77-b166-acb36f7f6042"),
        gatekeeper("fsgroup"),
        kyverno("require-non-root-groups"),
        trivy("KSV-0116"),
    ),
    check=check,
    passing={
        "other groups": pod_with(securityContext={"fsGroup": 10001, "supplementalGroups": [10002]}),
        "none": container_with(),
    },
    failing={
        "volumes belong to group 0": pod_with(securityContext={"fsGroup": 0}),
        "group 0 is one of several": pod_with(securityContext={"supplementalGroups": [10001, 0]}),
        "a container has it": container_with(securityContext={"runAsGroup": 0}),
    },
)
