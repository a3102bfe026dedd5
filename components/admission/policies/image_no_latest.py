"""Nobody knows what latest was yesterday."""

from components.admission.examples import IMAGE, REGISTRY, container, deployment, pod
from components.admission.policy import AdmissionPolicy
from components.admission.workloads import CHANGED, PODS, WORKLOADS

POLICY = AdmissionPolicy(
    title="Images have a tag or digest, and the tag is not latest.",
    fix="Name the version.",
    controls=("002-4", "003-2"),
    link="https://kubernetes.io/docs/concepts/containers/images/#image-names",
    match=WORKLOADS,
    variables=PODS,
    conditions=CHANGED,
    offending="variables.containers.filter(c, c.image.matches('^([^@]*/)?[^:@/]+(:(latest)?)?$'))"
    ".map(c, c.name + ' runs ' + c.image)",
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
    ),
)
