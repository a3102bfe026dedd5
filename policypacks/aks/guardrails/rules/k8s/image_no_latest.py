"""An image must say which version it is."""

from guardrails.frameworks import azure_policy, checkov, gatekeeper, kube_linter, kyverno, mcsb, polaris, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import WITH_IMAGES, container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(holder: Props) -> Problems:
    image = image_of(holder)
    if image and not image.digest and image.tag in {"", "latest"}:
        yield "must name a tag other than latest, or a digest, in image"


GUARDRAIL = Guardrail(
    title="Images name a version",
    applies_to=POD,
    severity=Severity.HIGH,
    why="What latest means changes between two starts of the same pod: nobody knows what runs, and no one can go back.",
    fix="Name a tag of a release, or better a digest.",
    link="https://kubernetes.io/docs/concepts/containers/images/",
    absent="Without tag and digest Kubernetes takes latest, so absent fails.",
    requirements=("002-4", "003-2"),
    controls=(
        mcsb("PV-2"),
        azure_policy("021f8078-41a0-40e6-81b6-c6597da9f3ee"),
        checkov("CKV_K8S_14"),
        gatekeeper("disallowedtags"),
        kyverno("disallow-latest-tag"),
        trivy("KSV-0013"),
        kube_linter("latest-tag"),
        polaris("tagNotSpecified"),
    ),
    check=in_containers(_check, WITH_IMAGES),
    passing={
        "a tag": container_with(image="example.azurecr.io/api:1.4.2"),
        "a digest": container_with(image="example.azurecr.io/api@sha256:" + "0" * 64),
        "a volume": pod_with(volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1"}}]),
        "the registry has a port": container_with(image="registry.example.com:5000/api:1.4.2"),
    },
    failing={
        "latest": container_with(image="example.azurecr.io/api:latest"),
        "a volume of the latest": pod_with(
            volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:latest"}}]
        ),
        "no tag": container_with(image="example.azurecr.io/api"),
        "a port is no tag": container_with(image="registry.example.com:5000/api"),
    },
)
