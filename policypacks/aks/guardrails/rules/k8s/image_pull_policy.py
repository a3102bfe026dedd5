"""A tag must be looked up each time."""

from guardrails.frameworks import azure_policy, checkov, kyverno, mcsb, polaris
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import WITH_IMAGES, container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(holder: Props) -> Problems:
    image = image_of(holder)
    if image and not image.digest:
        always = image.tag in {"", "latest"}
        policy = "image.pullPolicy" if isinstance(holder.get("image"), Props) else "imagePullPolicy"
        if holder.get(policy, "Always" if always else None) != "Always":
            yield f"must set {policy} to Always, or name a digest in image"


GUARDRAIL = Guardrail(
    title="Images that are named by a tag are pulled always",
    applies_to=POD,
    severity=Severity.LOW,
    why="A copy on the node may be older than the tag, and is used by pods whose registry would refuse them.",
    fix='Name a digest, or set image_pull_policy="Always".',
    link="https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
    absent="Kubernetes then pulls only what the node does not have, unless the tag is latest, so absent fails.",
    requirements=("002-4",),
    controls=(
        mcsb("PV-2"),
        azure_policy("50c83470-d2f0-4dda-a716-1938a4825f62"),
        checkov("CKV_K8S_15"),
        kyverno("imagepullpolicy-always"),
        polaris("pullPolicyNotAlways"),
    ),
    check=in_containers(_check, WITH_IMAGES),
    passing={
        "always": container_with(image="example.azurecr.io/api:1.4.2", imagePullPolicy="Always"),
        "a digest": container_with(image="example.azurecr.io/api@sha256:" + "0" * 64),
        "a digest, if it is not there": container_with(
            image="example.azurecr.io/api@sha256:" + "0" * 64, imagePullPolicy="IfNotPresent"
        ),
        "no tag, which Kubernetes looks up each time": container_with(image="example.azurecr.io/api"),
        "a volume, always": pod_with(
            volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1", "pullPolicy": "Always"}}]
        ),
        "the latest, which Kubernetes looks up each time": container_with(image="example.azurecr.io/api:latest"),
    },
    failing={
        "if it is not there": container_with(image="example.azurecr.io/api:1.4.2", imagePullPolicy="IfNotPresent"),
        "a volume, if it is not there": pod_with(
            volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1"}}]
        ),
        "it is left at Kubernetes' default": container_with(image="example.azurecr.io/api:1.4.2"),
    },
)
