"""An image must not come from a public registry."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, cis_aks, gatekeeper, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of, is_from
from guardrails.kinds import POD
from guardrails.pods import WITH_IMAGES, container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(holder: Props, values: Mapping[str, Any]) -> Problems:
    image = image_of(holder)
    if image and any(is_from(image, str(denied)) for denied in values["registries"]):
        yield f"must not run an image from {image.registry}"


GUARDRAIL = Guardrail(
    title="Images do not come from public registries",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="A public registry limits and withdraws images when it likes, and typing errors in its names are "
    "somebody's business.",
    fix="Name the image by your registry, through a cache rule for the public one.",
    link="https://learn.microsoft.com/azure/container-registry/artifact-cache-overview",
    absent="What names no registry comes from Docker Hub, so it fails.",
    requirements=("002-3",),
    controls=(
        cis_aks("5.1.4"),
        mcsb("PV-2"),
        azure_policy("febd0533-8e55-448f-b837-bd0e06f16469"),
        gatekeeper("disallowedrepos"),
        trivy("KSV-0034"),
    ),
    parameters={
        "registries": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "docker.io",
                "gcr.io",
                "ghcr.io",
                "public.ecr.aws",
                "quay.io",
                "registry.gitlab.com",
                "registry.k8s.io",
            ],
            "description": "Hosts whose images are refused.",
        }
    },
    check=in_containers(_check, WITH_IMAGES),
    passing={
        "our own copy of it": container_with(image="example.azurecr.io/docker.io/library/nginx:1.29"),
        "a volume": pod_with(volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1"}}]),
        "a registry on the node": container_with(image="localhost/api:1"),
        "a registry at a port": container_with(image="registry:5000/api:1"),
    },
    failing={
        "Docker Hub without a name": container_with(image="nginx:1.29"),
        "a volume": pod_with(volumes=[{"name": "tools", "image": {"reference": "quay.io/example/tools:1"}}]),
        "Docker Hub by another name": container_with(image="index.docker.io/library/nginx:1.29"),
        "Docker Hub by the name of its server": container_with(image="Registry-1.docker.io/library/nginx:1.29"),
        "another one": container_with(image="ghcr.io/example/api:1.4.2"),
        "a part of Docker Hub": container_with(image="library/nginx:1.29"),
    },
)
