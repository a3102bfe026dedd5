"""A namespace must enforce Pod Security."""

from guardrails.checks import must_be_one_of, must_be_present
from guardrails.frameworks import cis_aks, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import MADE_NAMESPACE
from guardrails.props import Problems, Props, decided
from guardrails.selectors import label_of

_ENFORCE = "pod-security.kubernetes.io/enforce"


def check(namespace: Props) -> Problems:
    """Without a version the profile changes with the cluster, on the day of its upgrade."""
    level = label_of(namespace, _ENFORCE)
    yield from decided(must_be_one_of(level, ("baseline", "restricted"), absent="privileged"), namespace)
    yield from must_be_present(label_of(namespace, f"{_ENFORCE}-version"))(namespace)


GUARDRAIL = Guardrail(
    title="Namespaces enforce a profile of Pod Security, of a version that is named",
    applies_to=MADE_NAMESPACE,
    severity=Severity.HIGH,
    why="Without the label the API server lets every pod in, whatever previews and scanners say.",
    fix="Label the namespace pod-security.kubernetes.io/enforce=restricted (or baseline) and enforce-version with "
    "the cluster's minor version; a ManagedNamespace in the labels of its properties.",
    link="https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-namespace-labels/",
    absent="Kubernetes enforces nothing, so absent fails.",
    requirements=("002-19", "003-1"),
    controls=(cis_aks("4.2"), kyverno("add-psa-labels")),
    check=check,
    passing={
        "restricted": {
            "metadata": {
                "labels": {
                    "pod-security.kubernetes.io/enforce": "restricted",
                    "pod-security.kubernetes.io/enforce-version": "v1.35",
                }
            }
        },
        "baseline": {
            "metadata": {
                "labels": {
                    "pod-security.kubernetes.io/enforce": "baseline",
                    "pod-security.kubernetes.io/enforce-version": "latest",
                }
            }
        },
        "restricted, made by Azure": {
            "properties": {
                "labels": {
                    "pod-security.kubernetes.io/enforce": "restricted",
                    "pod-security.kubernetes.io/enforce-version": "v1.35",
                }
            }
        },
    },
    failing={
        "privileged": {
            "metadata": {
                "labels": {
                    "pod-security.kubernetes.io/enforce": "privileged",
                    "pod-security.kubernetes.io/enforce-version": "v1.35",
                }
            }
        },
        "warnings only": {"metadata": {"labels": {"pod-security.kubernetes.io/warn": "restricted"}}},
        "no version": {"metadata": {"labels": {"pod-security.kubernetes.io/enforce": "restricted"}}},
        "no labels": {"metadata": {"name": "shop"}},
        "privileged, made by Azure": {
            "properties": {
                "labels": {
                    "pod-security.kubernetes.io/enforce": "privileged",
                    "pod-security.kubernetes.io/enforce-version": "v1.35",
                }
            }
        },
        "no labels, made by Azure": {"properties": {"defaultNetworkPolicy": {"ingress": "DenyAll"}}},
    },
)
