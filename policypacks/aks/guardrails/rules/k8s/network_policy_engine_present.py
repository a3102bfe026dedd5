"""Network policies must be enforced."""

from guardrails.checks import is_automatic
from guardrails.examples import ExampleResource
from guardrails.frameworks import cis_aks
from guardrails.guardrail import Severity, StackGuardrail
from guardrails.kinds import NETWORK_POLICY
from guardrails.props import Problems, any_of
from guardrails.selectors import an_object
from guardrails.stack import Resource, Stack
from guardrails.subjects import MANAGED_CLUSTER

_ENGINES = ("azure", "calico", "cilium")


def check(cluster: Resource, stack: Stack) -> Problems:
    """The data plane of Cilium brings its engine along."""
    if not any(stack.all(NETWORK_POLICY)) or is_automatic(cluster):
        return
    profile = "networkProfile.network"
    if not any_of(
        lambda: cluster.text(f"{profile}Policy").lower() in _ENGINES,
        lambda: cluster.text(f"{profile}Dataplane").lower() == "cilium",
    ):
        yield "must set networkProfile.networkPolicy to cilium, calico or azure"


def _cluster(**network: str) -> ExampleResource:
    return ExampleResource(MANAGED_CLUSTER.token, {"networkProfile": network})


_POLICY = an_object(NETWORK_POLICY.token, "deny", spec={"podSelector": {}})

GUARDRAIL = StackGuardrail(
    title="A cluster whose stack has network policies enforces them",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.HIGH,
    why="Without an engine Kubernetes accepts the policies and nobody holds to them.",
    fix='Set network_policy="cilium" in network_profile.',
    link="https://learn.microsoft.com/azure/aks/use-network-policies",
    absent="AKS installs no engine, so absent fails where the stack has network policies; AKS Automatic has one.",
    requirements=("001-15",),
    controls=(cis_aks("4.4.1"),),
    check=check,
    passing={
        "an engine": {"cluster": _cluster(networkPolicy="cilium"), "policy": _POLICY},
        "no policies": {"cluster": _cluster(networkPlugin="azure")},
        "the engine of Azure": {"cluster": _cluster(networkPolicy="azure"), "policy": _POLICY},
        "Calico": {"cluster": _cluster(networkPolicy="calico"), "policy": _POLICY},
        "the data plane has one": {"cluster": _cluster(networkDataplane="cilium"), "policy": _POLICY},
        "AKS Automatic has one": {
            "cluster": ExampleResource(MANAGED_CLUSTER.token, {"sku": {"name": "Automatic"}}),
            "policy": _POLICY,
        },
    },
    failing={
        "none": {"cluster": _cluster(networkPlugin="azure"), "policy": _POLICY},
        "it is said that there is none": {"cluster": _cluster(networkPolicy="none"), "policy": _POLICY},
    },
)
