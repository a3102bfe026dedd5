"""A load balancer must be internal."""

from guardrails.frameworks import azure_policy, cis_aks, gatekeeper, kube_linter, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props
from guardrails.selectors import annotation

_INTERNAL = annotation("service.beta.kubernetes.io/azure-load-balancer-internal")


def check(service: Props) -> Problems:
    """The annotation is a text."""
    if service.get("spec.type") == "LoadBalancer" and service.text(_INTERNAL) != "true":
        yield "must set the annotation service.beta.kubernetes.io/azure-load-balancer-internal to true"


GUARDRAIL = Guardrail(
    title="Load balancers of services are internal",
    applies_to=SERVICE,
    severity=Severity.HIGH,
    why="Without the annotation Azure gives the service a public address: one line of a manifest opens it to the "
    "Internet.",
    fix='Set the annotation service.beta.kubernetes.io/azure-load-balancer-internal to "true"; exempt the gateway '
    "that is meant to be public.",
    link="https://learn.microsoft.com/azure/aks/internal-lb",
    absent="Azure makes the load balancer public, so an absent annotation fails; other types pass.",
    requirements=("002-2", "004-6"),
    controls=(
        cis_aks("5.4.5"),
        azure_policy("3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"),
        gatekeeper("block-loadbalancer-services"),
        kyverno("restrict-loadbalancer"),
        kube_linter("exposed-services"),
    ),
    check=check,
    passing={
        "internal": {
            "metadata": {"annotations": {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"}},
            "spec": {"type": "LoadBalancer"},
        },
        "no load balancer": {"spec": {"type": "ClusterIP"}},
    },
    failing={
        "it is left at Azure's default": {"spec": {"type": "LoadBalancer"}},
        "it is said to be public": {
            "metadata": {"annotations": {"service.beta.kubernetes.io/azure-load-balancer-internal": "false"}},
            "spec": {"type": "LoadBalancer"},
        },
    },
)
