"""An image should be named by its content."""

import re

from guardrails.frameworks import checkov, gatekeeper, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import WITH_IMAGES, container_with, in_containers, pod_with
from guardrails.props import Problems, Props


def _check(holder: Props) -> Problems:
    image = image_of(holder)
    if image and not re.fullmatch(r"sha256:[0-9a-f]{64}", image.digest):
        yield "must name a sha256 digest in image"


GUARDRAIL = Guardrail(
    title="Images are pinned by digest",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="A tag can be moved to other content, by a mistake or by an attacker; a digest cannot.",
    fix="Name the image as registry/name@sha256:..., which the pipeline knows after pushing.",
    link="https://kubernetes.io/docs/concepts/containers/images/",
    absent="A tag alone may move, so absent fails.",
    requirements=("003-2",),
    controls=(mcsb("PV-2"), checkov("CKV_K8S_43"), gatekeeper("imagedigests"), kyverno("require-image-checksum")),
    check=in_containers(_check, WITH_IMAGES),
    passing={
        "a digest": container_with(image="example.azurecr.io/api@sha256:" + "0" * 64),
        "a volume": pod_with(
            volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model@sha256:" + "0" * 64}}]
        ),
        "a volume that is no image": pod_with(volumes=[{"name": "scratch", "emptyDir": {}}]),
        "a tag for people beside it": container_with(image="example.azurecr.io/api:1.4.2@sha256:" + "0" * 64),
    },
    failing={
        "a tag": container_with(image="example.azurecr.io/api:1.4.2"),
        "a volume by its tag": pod_with(
            volumes=[{"name": "model", "image": {"reference": "example.azurecr.io/model:1"}}]
        ),
        "no digest": container_with(image="example.azurecr.io/api@sha256:1234"),
    },
)
