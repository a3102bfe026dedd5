"""A workload must have an identity of its own."""

from guardrails.frameworks import checkov, cis_aks, kube_linter, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import POD
from guardrails.pods import container_with, in_pod, pod_with
from guardrails.props import Problems, Props


def _check(spec: Props) -> Problems:
    if (spec.get("serviceAccountName") or spec.get("serviceAccount") or "default") == "default":
        yield "must set serviceAccountName to an account of its own"


GUARDRAIL = Guardrail(
    title="Pods run as a service account of their own",
    applies_to=POD,
    severity=Severity.MEDIUM,
    why="What one workload of the namespace is granted on the default account, all others have as well.",
    fix="Create a ServiceAccount and set service_account_name in the pod's spec.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    absent="Kubernetes then takes the account default, so absent fails.",
    requirements=("002-15",),
    controls=(
        cis_aks("4.1.5"),
        mcsb("PV-2"),
        checkov("CKV_K8S_41"),
        kyverno("restrict-service-account"),
        kube_linter("default-service-account"),
    ),
    check=in_pod(_check),
    passing={
        "its own": pod_with(serviceAccountName="api"),
        "its own, by the name of old": pod_with(serviceAccount="api"),
    },
    failing={
        "the default one by name": pod_with(serviceAccountName="default"),
        "it is left at Kubernetes' default": container_with(),
    },
)
