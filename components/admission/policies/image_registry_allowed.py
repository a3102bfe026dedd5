"""Images come from our registry, and from where they were scanned: what is staged there is not yet judged.

Nodes pull for everybody, so what a team may run, and so read, is said here: of production its own part alone.
"""

from components.admission.examples import (
    IMAGE,
    REGISTRY,
    TEAM,
    container,
    cron_job,
    deployment,
    image_volume,
    init_container,
    of_team,
    pod,
)
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, IMAGES, WORKLOADS
from components.registry.access import PRODUCTION, STAGING

_NAME = "i.image.lowerAscii()"
_PRODUCTION = f"variables.registry + '{PRODUCTION}/"
_RELEASED = IMAGE.replace("platform/", f"{PRODUCTION}/{TEAM}/")

POLICY = AdmissionPolicy(
    title="Images come from the registry of the platform; none that is staged there, or that another team released.",
    fix="Push the image to the registry and have it promoted, or mirror it there.",
    controls=("000-2", "002-3"),
    link="https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
    match=WORKLOADS,
    variables=IMAGES,
    conditions=CHANGED,
    offending=f"variables.images.filter(i, !{_NAME}.startsWith(variables.registry)"
    f" || {_NAME}.startsWith(variables.registry + '{STAGING}/')"
    f" || ({_NAME}.startsWith({_PRODUCTION}') && !{_NAME}.startsWith({_PRODUCTION}' + request.namespace + '/')))"
    ".map(i, i.by + i.image)",
    passing=(
        pod(),
        deployment(),
        cron_job(),
        pod(container(image=IMAGE.replace("example", "Example")), what="capitals"),
        pod(volumes=image_volume(IMAGE), what="a volume of ours"),
        pod(container(image=IMAGE.replace("platform/", "platform/staging/")), what="a name with staging in it"),
        pod(container(image=IMAGE.replace("platform/", "production-tools/")), what="a name like production"),
        of_team(pod(container(image=_RELEASED), what="what the team released")),
        of_team(deployment(volumes=image_volume(_RELEASED), what="a volume that the team released")),
    ),
    failing=(
        pod(container(image="docker.io/library/nginx:1.27"), what="a pod from elsewhere"),
        pod(container(image=f"{REGISTRY}.example.net/web:1"), what="a registry whose name begins alike"),
        pod(container(image=f"{REGISTRY}/staging/shop/web:1"), what="a staged image"),
        pod(container(image="Example.azurecr.io/staging/shop/web:1"), what="a staged image of a name in capitals"),
        pod(container(image=_RELEASED), what="what another team released"),
        pod(container(image=_RELEASED.replace("example", "Example")), what="what another team released, in capitals"),
        of_team(pod(container(image=_RELEASED.replace(TEAM, f"{TEAM}-west")), what="a team whose name begins alike")),
        deployment(volumes=image_volume(_RELEASED), what="a volume that another team released"),
        pod(initContainers=[init_container(image="mcr.microsoft.com/azure-cli:2.60")], what="an init container"),
        deployment(container(image="nginx:1.27"), what="a deployment from elsewhere"),
        pod(volumes=image_volume("docker.io/example/tools:1"), what="a volume from elsewhere"),
        deployment(volumes=image_volume("tools"), what="a deployment with a volume from elsewhere"),
        cron_job(container(image="ghcr.io/example/report:3"), what="a cron job from elsewhere"),
    ),
)
