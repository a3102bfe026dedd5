"""An object must use a version of its API that stays."""

import re

from guardrails.frameworks import gatekeeper, kube_linter, kyverno, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import EVERY_OBJECT
from guardrails.props import Problems, Props


def _check(thing: Props) -> Problems:
    version = thing.text("apiVersion")
    if re.search(r"v\d+(alpha|beta)\d+$", version):
        yield f"must not use the API version {version}"


GUARDRAIL = Guardrail(
    title="Objects use stable versions of their API",
    applies_to=EVERY_OBJECT,
    severity=Severity.MEDIUM,
    why="Alpha and beta versions are switched off by upgrades of the cluster, and every version that Kubernetes "
    "has removed so far was one.",
    fix="Use the class of the stable version, pulumi_kubernetes.apps.v1 for example.",
    link="https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
    absent="The type of the resource says the version.",
    requirements=("002-4", "003-4"),
    controls=(
        gatekeeper("verifydeprecatedapi"),
        kyverno("check-deprecated-apis"),
        trivy("KSV-0107"),
        kube_linter("no-extensions-v1beta"),
    ),
    check=_check,
    passing={
        "a stable version": {"apiVersion": "apps/v1", "metadata": {"name": "api"}},
    },
    failing={
        "a beta that is gone": {"apiVersion": "extensions/v1beta1", "metadata": {"name": "api"}},
        "an alpha": {"apiVersion": "resource.k8s.io/v1alpha3"},
    },
)
