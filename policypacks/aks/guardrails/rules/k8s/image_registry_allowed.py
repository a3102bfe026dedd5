"""An image must come from a registry of our own."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import azure_policy, cis_aks, gatekeeper, kyverno, mcsb, trivy
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.images import image_of, is_from
from guardrails.kinds import POD
from guardrails.pods import WITH_IMAGES, container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(holder: Props, values: Mapping[str, Any]) -> Problems:
    image = image_of(holder)
    if image and not any(is_from(image, str(allowed)) for allowed in values["registries"]):
        yield f"must not run an image from {image.registry}, only from {', '.join(values['registries'])}"
    elif image and any(is_from(image, str(staged)) for staged in values["refused"]):
        yield f"must not run an image from {image.registry}/{image.repository}, where nothing is judged yet"


GUARDRAIL = Guardrail(
    title="Images come from registries that are allowed",
    applies_to=POD,
    severity=Severity.CRITICAL,
    why="What anybody may publish is anybody's code inside the network; what is not scanned and signed at home is "
    "nobody's responsibility. An image that is staged may have failed its scan.",
    fix="Copy the image into your registry (az acr import, or a cache rule) and name it there, or add the "
    "registry to the guardrail's registries. Promote what is staged, and name that.",
    link="https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
    absent="A container without image is refused by Kubernetes; what names no registry comes from Docker Hub, so it "
    "fails.",
    requirements=("000-2", "002-3"),
    controls=(
        cis_aks("5.1.4"),
        mcsb("PV-2"),
        azure_policy("febd0533-8e55-448f-b837-bd0e06f16469"),
        gatekeeper("allowedreposv2"),
        kyverno("restrict-image-registries"),
        trivy("KSV-0032"),
        trivy("KSV-0034"),
        trivy("KSV-0125"),
    ),
    parameters={
        "registries": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["*.azurecr.io", "mcr.microsoft.com"],
            "description": "Hosts, with the beginning of a repository where wanted; *. stands for any host below. The "
            "default cannot know yours and takes every registry of Azure, anybody's: name your own.",
        },
        "refused": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["*.azurecr.io/staging"],
            "description": "Parts of these where images wait for their scan, in the same form.",
        },
    },
    check=in_containers(_check, WITH_IMAGES),
    passing={
        "our own registry": container_with(image="example.azurecr.io/shop/api:1.4.2"),
        "a volume": pod_with(volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1"}}]),
        "a name that only begins like staging": container_with(image="example.azurecr.io/staging-tools/api:1"),
        "staging where nothing is refused": Example(
            container_with(image="example.azurecr.io/staging/api:1"), settings={"refused": []}
        ),
        "Microsoft's": container_with(image="mcr.microsoft.com/oss/kubernetes/pause:3.10"),
        **{
            f"{image} below what is allowed": Example(
                container_with(image=image), settings={"registries": ["example.azurecr.io/shop_/"]}
            )
            for image in ("example.azurecr.io/shop_/api:1", "example.azurecr.io/shop_:1")
        },
    },
    failing={
        "Docker Hub by its name": container_with(image="docker.io/library/nginx:1.29"),
        "Docker Hub without a name": container_with(image="nginx:1.29"),
        "a host that only begins like ours": container_with(image="example.azurecr.io.example.com/api:1"),
        "a staged image": container_with(image="example.azurecr.io/staging/shop/api:1"),
        "an init container of somebody else's": pod_with(
            initContainers=[{"name": "init", "image": "quay.io/example/init:1"}]
        ),
        "a volume of somebody else's": pod_with(
            volumes=[{"name": "tools", "image": {"reference": "docker.io/example/tools:1"}}]
        ),
        "a host that only ends like ours": container_with(image="exampleazurecr.io/api:1"),
        **{
            f"{image} beside what is allowed": Example(
                container_with(image=image), settings={"registries": ["example.azurecr.io/shop"]}
            )
            for image in ("example.azurecr.io/shopping/api:1", "example.azurecr.io/api:1", "other.azurecr.io/shop:1")
        },
    },
)
