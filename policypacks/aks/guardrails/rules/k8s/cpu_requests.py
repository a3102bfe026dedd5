"""A container should say how much cpu it needs."""

from functools import partial

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, checkov, gatekeeper, kube_linter, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers, pod_with, unless_of_pod
from guardrails.props import Problems, Props, any_of


def _check(container: Props) -> Problems:
    if not any_of(*(partial(is_present, container, f"resources.{kind}.cpu") for kind in ("requests", "limits"))):
        yield "must set resources.requests.cpu"


GUARDRAIL = Guardrail(
    title="Containers say how much cpu they need",
    applies_to=POD,
    severity=Severity.LOW,
    why="Without a request the scheduler puts the pod on a node that is full, and the kernel serves it last.",
    fix='Set resources={"requests": {"cpu": "100m"}} on the container, or on the pod for all of them.',
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="A limit stands for the request; without both nothing is set aside, so absent fails.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("03a4ecdb-0684-4039-be91-2762979e1bc8"),
        checkov("CKV_K8S_10"),
        gatekeeper("containerrequests"),
        kyverno("require-pod-requests-limits"),
        trivy("KSV-0015"),
        kube_linter("unset-cpu-requirements"),
        polaris("cpuRequestsMissing"),
    ),
    check=unless_of_pod(in_containers(_check, WITH_RESOURCES), "resources.requests.cpu", "resources.limits.cpu"),
    passing={
        **{
            f"{kind} for all containers together, from Kubernetes 1.34 on": pod_with(
                resources={kind: {"cpu": "1"}}, containers=[{"name": "app"}, {"name": "proxy"}]
            )
            for kind in ("requests", "limits")
        },
        "a request": container_with(resources={"requests": {"cpu": "100m"}}),
        "a limit, which is the request too": container_with(resources={"limits": {"cpu": "100m"}}),
    },
    failing={
        "for something else, for all containers together": pod_with(
            resources={"limits": {"hugepages-2Mi": "4Mi"}}, containers=[{"name": "app"}]
        ),
        "neither request nor limit": container_with(),
        "for something else": container_with(resources={"requests": {"ephemeral-storage": "1Gi"}}),
    },
)
