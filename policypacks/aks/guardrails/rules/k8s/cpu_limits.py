"""The cpu of a container should have an end."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, gatekeeper, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers, pod_with, unless_of_pod

GUARDRAIL = Guardrail(
    title="Containers have a limit of cpu",
    applies_to=POD,
    severity=Severity.LOW,
    why="One pod that loops takes what its neighbours use above their requests.",
    fix='Set resources={"limits": {"cpu": "1"}} on the container, or on the pod for all of them.',
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="Then it may use the whole node, so absent fails; many leave it at that, since a limit throttles at idle "
    "times too.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("e345eecc-fa47-480f-9e88-67dcc122b164"),
        checkov("CKV_K8S_11"),
        gatekeeper("containerlimits"),
        kyverno("require-cpu-limits"),
        trivy("KSV-0011"),
        polaris("cpuLimitsMissing"),
    ),
    check=unless_of_pod(in_containers(must_be_present("resources.limits.cpu"), WITH_RESOURCES), "resources.limits.cpu"),
    passing={
        "a limit for all containers together, from Kubernetes 1.34 on": pod_with(
            resources={"limits": {"cpu": "1"}}, containers=[{"name": "app"}, {"name": "proxy"}]
        ),
        "a limit": container_with(resources={"limits": {"cpu": "1"}}),
    },
    failing={
        "a request for all containers together": pod_with(
            resources={"requests": {"cpu": "1"}}, containers=[{"name": "app"}]
        ),
        "no limit": container_with(),
        "a request only": container_with(resources={"requests": {"cpu": "1"}}),
    },
)
