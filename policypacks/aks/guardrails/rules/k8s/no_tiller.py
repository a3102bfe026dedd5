"""Helm 2 must not run in the cluster."""

from guardrails.frameworks import checkov, kyverno, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props
from guardrails.selectors import label


def check(pod: Props) -> Problems:
    """It is known by its image and by the labels that Helm 2 gave it."""
    if pod.get(label("app")) == "helm" and pod.get(label("name")) == "tiller":
        yield "must not run Tiller"
    yield from in_containers(_check)(pod)


def _check(container: Props) -> Problems:
    image = image_of(container)
    if image and image.repository.split("/")[-1] == "tiller":
        yield "must not run Tiller"


GUARDRAIL = Guardrail(
    title="Tiller does not run",
    applies_to=POD,
    severity=Severity.HIGH,
    why="Tiller, the server of Helm 2, does with the rights of a cluster administrator what anybody asks it.",
    fix="Remove it; Helm 3 works under the user's own rights.",
    link="https://helm.sh/docs/faq/changes_since_helm2/",
    absent="Then it does not run, so absent passes.",
    requirements=(),
    controls=(
        mcsb("PV-2"),
        checkov("CKV_K8S_34"),
        checkov("CKV_K8S_44"),
        checkov("CKV_K8S_45"),
        kyverno("disallow-helm-tiller"),
        trivy("KSV-0102"),
    ),
    check=check,
    passing={
        "another program": container_with(image="example.azurecr.io/api:1.4.2"),
        "another program of Helm": {"metadata": {"labels": {"app": "helm", "name": "museum"}}},
        "another program of that name": {"metadata": {"labels": {"app": "farm", "name": "tiller"}}},
    },
    failing={
        "its image": container_with(image="example.azurecr.io/kubernetes-helm/tiller:v2.17.0"),
        "its labels": {"metadata": {"labels": {"app": "helm", "name": "tiller"}}},
    },
)
