"""Pulling from our own registry needs no password."""

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of, is_from
from guardrails.kinds import POD
from guardrails.pods import WITH_RESOURCES, container_with, in_pod, pod_with
from guardrails.props import Problems, Props


def _check(spec: Props) -> Problems:
    if not spec.objects("imagePullSecrets"):
        return
    volumes = [volume for volume in spec.objects("volumes") if volume.has("image")]
    containers = [container for name in WITH_RESOURCES for container in spec.objects(name)]
    images = [image_of(holder) for holder in (*containers, *volumes)]
    if all(image and is_from(image, "*.azurecr.io") for image in images):
        yield "must not set imagePullSecrets for images of an Azure registry"


GUARDRAIL = Guardrail(
    title="Pods that run our own images carry no registry password",
    applies_to=POD,
    severity=Severity.LOW,
    why="The kubelet's identity may pull: a password beside it lies in the cluster for nothing.",
    fix="Remove image_pull_secrets; let the cluster's kubelet identity pull (acr-pull-role-for-kubelet).",
    link="https://learn.microsoft.com/azure/aks/cluster-container-registry-integration",
    absent="Then the kubelet's identity pulls, so absent passes.",
    requirements=("000-7",),
    controls=(mcsb("PV-2"),),
    check=in_pod(_check),
    passing={
        "none": container_with(image="example.azurecr.io/api:1.4.2"),
        "for another registry": pod_with(
            imagePullSecrets=[{"name": "partner"}], containers=[{"name": "app", "image": "registry.example.com/api:1"}]
        ),
        "for a volume": pod_with(
            imagePullSecrets=[{"name": "partner"}],
            containers=[{"name": "app", "image": "example.azurecr.io/api:1.4.2"}],
            volumes=[{"name": "model", "image": {"reference": "registry.example.com/model:1"}}],
        ),
        "for one of the containers": pod_with(
            imagePullSecrets=[{"name": "partner"}],
            containers=[
                {"name": "app", "image": "example.azurecr.io/api:1.4.2"},
                {"name": "proxy", "image": "registry.example.com/proxy:1"},
            ],
        ),
    },
    failing={
        "for our own registry": pod_with(
            imagePullSecrets=[{"name": "acr"}], containers=[{"name": "app", "image": "example.azurecr.io/api:1.4.2"}]
        ),
        "for our own registry, with a volume that is no image": pod_with(
            imagePullSecrets=[{"name": "acr"}],
            containers=[{"name": "app", "image": "example.azurecr.io/api:1.4.2"}],
            volumes=[{"name": "scratch", "emptyDir": {}}],
        ),
    },
)
