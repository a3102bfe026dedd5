"""A container should say how much memory it needs."""

from functools import partial

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, checkov, gatekeeper, kube_linter, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers, pod_with, unless_of_pod
from guardrails.props import Problems, Props, any_of


def _check(container: Props) -> Problems:
    if not any_of(*(partial(is_present, container, f"resources.{kind}.memory") for kind in ("requests", "limits"))):
        yield "must set resources.requests.memory"


GUARDRAIL = Guardrail(
    title="Containers say how much memory they need",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="Without a request the scheduler puts the pod on a node that is full, and it is the first to be ended there.",
    fix='Set resources={"requests": {"memory": "128Mi"}} on the container, or on the pod for all of them.',
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="A limit stands for the request; without both nothing is set aside, so absent fails.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("03a4ecdb-0684-4039-be91-2762979e1bc8"),
        checkov("CKV_K8S_12"),
        gatekeeper("containerrequests"),
        trivy("KSV-0016"),
        kube_linter("unset-memory-requirements"),
        polaris("memoryRequestsMissing"),
    ),
    check=unless_of_pod(in_containers(_check, WITH_RESOURCES), "resources.requests.memory", "resources.limits.memory"),
    passing={
        **{
            f"{kind} for all containers together, from Kubernetes 1.34 on": pod_with(
                resources={kind: {"memory": "256Mi"}}, containers=[{"name": "app"}, {"name": "proxy"}]
            )
            for kind in ("requests", "limits")
        },
        "a request": container_with(resources={"requests": {"memory": "128Mi"}}),
        "a limit, which is the request too": container_with(resources={"limits": {"memory": "128Mi"}}),
    },
    failing={
        "for something else, for all containers together": pod_with(
            resources={"limits": {"hugepages-2Mi": "4Mi"}}, containers=[{"name": "app"}]
        ),
        "neither request nor limit": container_with(),
        "for something else": container_with(resources={"requests": {"ephemeral-storage": "1Gi"}}),
        "an init container has neither": pod_with(
            initContainers=[{"name": "init"}], containers=[{"name": "app", "resources": {"limits": {"memory": "1Gi"}}}]
        ),
    },
)
