"""The benchmarks and tools that a guardrail answers to, each with the version the numbers belong to."""

from dataclasses import dataclass
from typing import Final

FRAMEWORKS: Final = (
    "CIS AKS",
    "CIS Azure",
    "MCSB",
    "Pod Security",
    "Azure Policy",
    "Checkov",
    "PSRule",
    "Trivy",
    "Gatekeeper",
    "Kyverno",
    "kube-linter",
    "Polaris",
)


@dataclass(frozen=True)
class Control:
    """One control of a published framework."""

    framework: str
    version: str
    reference: str

    def __str__(self) -> str:
        return f"{self.framework} {self.version} {self.reference}".replace("  ", " ").strip()

    @property
    def slug(self) -> str:
        """The framework as people type it: `cis-aks`."""
        return slug(self.framework)


def slug(framework: str) -> str:
    """Return a framework's name as people type it."""
    return framework.lower().replace(" ", "-")


def cis_aks(reference: str) -> Control:
    """CIS Azure Kubernetes Service Benchmark; numbers as kube-bench's aks-1.8 profile has them."""
    return Control("CIS AKS", "1.8", reference)


def cis_azure(reference: str) -> Control:
    """CIS Microsoft Azure Foundations Benchmark; numbers as Azure Policy's initiative has them."""
    return Control("CIS Azure", "3.0.0", reference)


def mcsb(reference: str) -> Control:
    """Microsoft cloud security benchmark."""
    return Control("MCSB", "v1", reference)


def azure_policy(definition: str) -> Control:
    """Azure Policy built-in definition, by its id (a GUID)."""
    return Control("Azure Policy", "", definition)


def checkov(check: str) -> Control:
    """Checkov check, by its id."""
    return Control("Checkov", "", check)


def psrule(rule: str) -> Control:
    """PSRule for Azure rule, by its name."""
    return Control("PSRule", "", rule)


def pod_security(control: str) -> Control:
    """Control of the Pod Security Standards by its name, after the profile: `baseline: Host Namespaces`."""
    return Control("Pod Security", "1.35", control)


def trivy(check: str) -> Control:
    """Trivy check, by its id."""
    return Control("Trivy", "", check)


def gatekeeper(template: str) -> Control:
    """Constraint template of the Gatekeeper library, by its name."""
    return Control("Gatekeeper", "", template)


def kyverno(policy: str) -> Control:
    """Policy of the Kyverno library, by its name."""
    return Control("Kyverno", "", policy)


def kube_linter(check: str) -> Control:
    """kube-linter check, by its name."""
    return Control("kube-linter", "", check)


def polaris(check: str) -> Control:
    """Polaris check, by its name."""
    return Control("Polaris", "", check)
