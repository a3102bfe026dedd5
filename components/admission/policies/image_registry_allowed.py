"""Images come from our registry, where they were scanned."""

from components.admission.examples import IMAGE, container, cron_job, deployment, init_container, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images come from the registry of the platform.",
    fix="Push the image to the registry, or mirror it there.",
    controls=("000-2", "002-3"),
    link="https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.containers.filter(c, !c.image.lowerAscii().startsWith(variables.registry))"
    ".map(c, c.name + ' runs ' + c.image)",
    passing=(
        pod(),
        deployment(),
        cron_job(),
        pod(container(image=IMAGE.replace("example", "Example")), what="capitals"),
    ),
    failing=(
        pod(container(image="docker.io/library/nginx:1.27"), what="a pod from elsewhere"),
        pod(container(image=f"{IMAGE.split('/')[0]}.example.net/web:1"), what="a registry whose name begins alike"),
        pod(initContainers=[init_container(image="mcr.microsoft.com/azure-cli:2.60")], what="an init container"),
        deployment(container(image="nginx:1.27"), what="a deployment from elsewhere"),
        cron_job(container(image="ghcr.io/example/report:3"), what="a cron job from elsewhere"),
    ),
)
