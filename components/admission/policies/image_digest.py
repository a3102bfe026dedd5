"""An image is these bytes and no others."""

from components.admission.examples import IMAGE, REGISTRY, container, deployment, image_volume, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, IMAGES, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images are named by their digest.",
    fix="Append @sha256:<digest> to the name; a tag may stay for people.",
    controls=("003-2",),
    link="https://kubernetes.io/docs/concepts/containers/images/#image-names",
    match=WORKLOADS,
    variables=IMAGES,
    conditions=CHANGED,
    offending="variables.images.filter(i, !i.image.matches('^[^@]+@sha256:[0-9a-f]{64}$')).map(i, i.by + i.image)",
    passing=(pod(), deployment(), pod(volumes=image_volume(IMAGE), what="a volume by its digest")),
    failing=(
        pod(container(image=f"{REGISTRY}/web:1.4.2"), what="a tag only"),
        pod(container(image=f"{REGISTRY}/web@sha256:0123"), what="a digest cut short"),
        deployment(container(image=f"{REGISTRY}/web"), what="a deployment by bare name"),
        deployment(volumes=image_volume(f"{REGISTRY}/model:1"), what="a volume by its tag"),
    ),
)
