"""Namespaces of the system belong to AKS."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import cis_aks, mcsb, trivy
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import WORKLOAD
from guardrails.props import Problems, Props


def _check(workload: Props, values: Mapping[str, Any]) -> Problems:
    namespace = workload.text("metadata.namespace")
    if namespace in values["namespaces"]:
        yield f"must not stand in the namespace {namespace}"


GUARDRAIL = Guardrail(
    title="Workloads stay out of the namespaces of the system",
    applies_to=WORKLOAD,
    severity=Severity.MEDIUM,
    why="Policies and quotas do not hold there, and AKS repairs and replaces what it finds.",
    fix="Set namespace in metadata to one of your own.",
    link="https://learn.microsoft.com/azure/aks/faq",
    absent="Then it is another namespace, so absent passes.",
    requirements=(),
    controls=(cis_aks("4.6.1"), mcsb("PV-2"), trivy("KSV-0037")),
    parameters={
        "namespaces": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["kube-system", "kube-public", "kube-node-lease", "gatekeeper-system"],
            "description": "Namespaces that are left to the system.",
        }
    },
    check=_check,
    passing={
        "a namespace of its own": {"metadata": {"namespace": "shop"}},
    },
    failing={
        "that of the system": {"metadata": {"namespace": "kube-system"}},
    },
)
