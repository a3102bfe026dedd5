"""An image is these bytes and no others."""

from components.admission.examples import REGISTRY, container, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images are named by their digest.",
    fix="Append @sha256:<digest> to the name; a tag may stay for people.",
    controls=("003-2",),
    link="https://kubernetes.io/docs/concepts/containers/images/#image-names",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.containers.filter(c, !c.image.matches('^[^@]+@sha256:[0-9a-f]{64}$'))"
    ".map(c, c.name + ' runs ' + c.image)",
    passing=(pod(), deployment()),
    failing=(
        pod(container(image=f"{REGISTRY}/web:1.4.2"), what="a tag only"),
        pod(container(image=f"{REGISTRY}/web@sha256:0123"), what="a digest cut short"),
        deployment(container(image=f"{REGISTRY}/web"), what="a deployment by bare name"),
    ),
)
