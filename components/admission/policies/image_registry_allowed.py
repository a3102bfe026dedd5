"""Images come from our registry, where they were scanned."""

from components.admission.examples import IMAGE, container, cron_job, deployment, image_volume, init_container, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, IMAGES, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images come from the registry of the platform.",
    fix="Push the image to the registry, or mirror it there.",
    controls=("000-2", "002-3"),
    link="https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
    match=WORKLOADS,
    variables=IMAGES,
    conditions=CHANGED,
    offending="variables.images.filter(i, !i.image.lowerAscii().startsWith(variables.registry)).map(i, i.by + i.image)",
    passing=(
        pod(),
        deployment(),
        cron_job(),
        pod(container(image=IMAGE.replace("example", "Example")), what="capitals"),
        pod(volumes=image_volume(IMAGE), what="a volume of ours"),
    ),
    failing=(
        pod(container(image="docker.io/library/nginx:1.27"), what="a pod from elsewhere"),
        pod(container(image=f"{IMAGE.split('/')[0]}.example.net/web:1"), what="a registry whose name begins alike"),
        pod(initContainers=[init_container(image="mcr.microsoft.com/azure-cli:2.60")], what="an init container"),
        deployment(container(image="nginx:1.27"), what="a deployment from elsewhere"),
        pod(volumes=image_volume("docker.io/example/tools:1"), what="a volume from elsewhere"),
        deployment(volumes=image_volume("tools"), what="a deployment with a volume from elsewhere"),
        cron_job(container(image="ghcr.io/example/report:3"), what="a cron job from elsewhere"),
    ),
)
