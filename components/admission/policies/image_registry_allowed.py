"""Images come from our registry, and from where they were scanned: what is staged there is not yet judged."""

from components.admission.examples import (
    IMAGE,
    REGISTRY,
    container,
    cron_job,
    deployment,
    image_volume,
    init_container,
    pod,
)
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, IMAGES, WORKLOADS
from components.registry.access import STAGING

POLICY = AdmissionPolicy(
    title="Images come from the registry of the platform, and what is staged there runs nowhere.",
    fix="Push the image to the registry and have it promoted, or mirror it there.",
    controls=("000-2", "002-3"),
    link="https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
    match=WORKLOADS,
    variables=IMAGES,
    conditions=CHANGED,
    offending="variables.images.filter(i, !i.image.lowerAscii().startsWith(variables.registry)"
    f" || i.image.lowerAscii().startsWith(variables.registry + '{STAGING}/')).map(i, i.by + i.image)",
    passing=(
        pod(),
        deployment(),
        cron_job(),
        pod(container(image=IMAGE.replace("example", "Example")), what="capitals"),
        pod(volumes=image_volume(IMAGE), what="a volume of ours"),
        pod(container(image=IMAGE.replace("production/", "platform/staging/")), what="a name with staging in it"),
    ),
    failing=(
        pod(container(image="docker.io/library/nginx:1.27"), what="a pod from elsewhere"),
        pod(container(image=f"{REGISTRY}.example.net/web:1"), what="a registry whose name begins alike"),
        pod(container(image=f"{REGISTRY}/staging/shop/web:1"), what="a staged image"),
        pod(container(image="Example.azurecr.io/staging/shop/web:1"), what="a staged image of a name in capitals"),
        pod(initContainers=[init_container(image="mcr.microsoft.com/azure-cli:2.60")], what="an init container"),
        deployment(container(image="nginx:1.27"), what="a deployment from elsewhere"),
        pod(volumes=image_volume("docker.io/example/tools:1"), what="a volume from elsewhere"),
        deployment(volumes=image_volume("tools"), what="a deployment with a volume from elsewhere"),
        cron_job(container(image="ghcr.io/example/report:3"), what="a cron job from elsewhere"),
    ),
)
