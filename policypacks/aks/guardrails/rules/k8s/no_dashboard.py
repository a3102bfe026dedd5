"""The Kubernetes dashboard must not run."""

from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props
from guardrails.selectors import label


def check(pod: Props) -> Problems:
    """It is known by its images and by the labels of its manifests."""
    for key in ("app", "k8s-app"):
        if pod.get(label(key)) == "kubernetes-dashboard":
            yield "must not run the Kubernetes dashboard"
    yield from in_containers(_check)(pod)


def _check(container: Props) -> Problems:
    image = image_of(container)
    if image and ("kubernetes-dashboard" in image.repository or "kubernetesui/dashboard" in image.repository):
        yield "must not run the Kubernetes dashboard"


GUARDRAIL = Guardrail(
    title="The Kubernetes dashboard does not run",
    applies_to=POD,
    severity=Severity.HIGH,
    why="The dashboard has been the open door of more than one cluster, and is no longer maintained.",
    fix="Remove it; the Azure portal and kubectl show the same under the user's own rights.",
    link="https://learn.microsoft.com/azure/aks/kubernetes-portal",
    absent="Then it does not run, so absent passes.",
    requirements=("003-4",),
    controls=(mcsb("PV-2"), checkov("CKV_K8S_33")),
    check=check,
    passing={
        "another program": container_with(image="example.azurecr.io/dashboard:1.4.2"),
    },
    failing={
        "its image": container_with(image="example.azurecr.io/kubernetesui/dashboard-web:1.7"),
        "its label": {"metadata": {"labels": {"k8s-app": "kubernetes-dashboard"}}},
        "its label of old": {"metadata": {"labels": {"app": "kubernetes-dashboard"}}},
        "its image of old": container_with(image="example.azurecr.io/kubernetes-dashboard-amd64:v1.10.1"),
    },
)
