"""Nobody knows what latest was yesterday."""

from components.admission.examples import IMAGE, REGISTRY, container, deployment, image_volume, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, IMAGES, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images have a tag or digest, and the tag is not latest.",
    fix="Name the version.",
    controls=("002-4", "003-2"),
    link="https://kubernetes.io/docs/concepts/containers/images/#image-names",
    match=WORKLOADS,
    variables=IMAGES,
    conditions=CHANGED,
    offending="variables.images.filter(i, i.image.matches('^([^@]*/)?[^:@/]+(:(latest)?)?$')).map(i, i.by + i.image)",
    passing=(
        pod(),
        pod(container(image=IMAGE.replace(":1.4.2", "")), what="a digest only"),
        pod(container(image=IMAGE.replace("1.4.2", "latest")), what="a digest, beside which a tag says nothing"),
    ),
    failing=(
        pod(container(image=f"{REGISTRY}/web"), what="no tag"),
        pod(container(image="localhost:5000/web"), what="a port is no tag"),
        pod(container(image=f"{REGISTRY}/web:"), what="an empty tag"),
        pod(container(image=f"{REGISTRY}/web:latest"), what="latest"),
        deployment(container(image=f"{REGISTRY}/web:latest"), what="a deployment of latest"),
        pod(volumes=image_volume(f"{REGISTRY}/model:latest"), what="a volume of latest"),
    ),
)
