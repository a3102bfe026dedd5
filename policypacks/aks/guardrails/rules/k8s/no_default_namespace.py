"""Nothing belongs in the default namespace."""

from guardrails.frameworks import azure_policy, checkov, cis_aks, kube_linter, kyverno, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import NAMESPACED
from guardrails.props import Problems, Props
from guardrails.selectors import DEFAULT_NAMESPACE


def _check(thing: Props) -> Problems:
    if thing.text("metadata.namespace", DEFAULT_NAMESPACE) == DEFAULT_NAMESPACE:
        yield "must set metadata.namespace to a namespace of its own"


GUARDRAIL = Guardrail(
    title="Objects stand in a namespace of their own, not in default",
    applies_to=NAMESPACED,
    severity=Severity.MEDIUM,
    why="No quota, policy or right can tell the owners of what lies in default.",
    fix="Set namespace in metadata, or on the Provider.",
    link="https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",
    absent="Kubernetes takes default; the provider fills its own namespace in before, so absent fails.",
    requirements=(),
    controls=(
        cis_aks("4.6.3"),
        mcsb("PV-2"),
        azure_policy("9f061a12-e40d-4183-a00e-171812443373"),
        checkov("CKV_K8S_21"),
        kyverno("disallow-default-namespace"),
        trivy("KSV-0110"),
        kube_linter("use-namespace"),
    ),
    check=_check,
    passing={
        "a namespace": {"metadata": {"name": "api", "namespace": "shop"}},
    },
    failing={
        "the default one": {"metadata": {"name": "api", "namespace": "default"}},
        "none is named": {"metadata": {"name": "api"}},
    },
)
