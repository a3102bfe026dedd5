"""The memory of a container should have an end."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, gatekeeper, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_containers, pod_with, unless_of_pod

GUARDRAIL = Guardrail(
    title="Containers have a limit of memory",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="A leak then ends pods of others on the node, not the one that leaks.",
    fix='Set resources={"limits": {"memory": "256Mi"}} on the container, or on the pod for all of them.',
    link="https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
    absent="Then it may use the whole node, so absent fails.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        azure_policy("e345eecc-fa47-480f-9e88-67dcc122b164"),
        checkov("CKV_K8S_13"),
        gatekeeper("containerlimits"),
        trivy("KSV-0018"),
        polaris("memoryLimitsMissing"),
    ),
    check=unless_of_pod(
        in_containers(must_be_present("resources.limits.memory"), WITH_RESOURCES), "resources.limits.memory"
    ),
    passing={
        "a limit for all containers together, from Kubernetes 1.34 on": pod_with(
            resources={"limits": {"memory": "256Mi"}}, containers=[{"name": "app"}, {"name": "proxy"}]
        ),
        "a limit": container_with(resources={"limits": {"memory": "256Mi"}}),
    },
    failing={
        "a request for all containers together": pod_with(
            resources={"requests": {"memory": "256Mi"}}, containers=[{"name": "app"}]
        ),
        "no limit": container_with(),
        "a request only": container_with(resources={"requests": {"memory": "256Mi"}}),
    },
)
