"""The cluster refuses what guardrails of the same names refuse, whoever asks and by whatever way."""

from typing import TypedDict

from pulumi import ComponentResource, ResourceOptions

from components.admission.catalog import catalog
from components.admission.rendering import Mode, Parameters, binding, policy
from components.kubernetes.manifest import KubernetesObject

SHELLS = "k8s-rbac-no-pod-exec"
"""The policy about shells, which a stack for development may do without."""


class AdmissionArgs(TypedDict):
    """What admission needs from its caller."""

    prefix: str
    """What names in the program begin with, unlike those of another cluster's policies."""
    parameters: Parameters
    """What policies know of the platform."""
    mode: Mode
    """What becomes of what offends."""
    allow_shells: bool
    """Whether everybody with the right to may open shells in pods."""


class Admission(ComponentResource):
    """Validating admission policies of the API server, each named as the guardrail that says the same at preview.

    https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
    """

    def __init__(self, name: str, args: AdmissionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("hardened-aks:index:Admission", name, {**args}, opts)
        for rule, wanted in catalog().items():
            if rule == SHELLS and args["allow_shells"]:
                continue
            called = f"{args['prefix']}{rule}"
            judged = KubernetesObject(called, policy(rule, wanted, args["parameters"]), ResourceOptions(parent=self))
            KubernetesObject(
                f"{called}-binding",
                binding(rule, wanted, args["mode"], args["parameters"]),
                ResourceOptions(parent=self, depends_on=[judged]),
            )
        self.register_outputs({})
