"""A service must not open a port on every node."""

from guardrails.checks import must_not_be
from guardrails.frameworks import gatekeeper, kube_linter, kyverno
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE

GUARDRAIL = Guardrail(
    title="No service opens a port on every node",
    applies_to=SERVICE,
    severity=Severity.MEDIUM,
    why="The port is open on all nodes, past the gateway and its TLS.",
    fix="Use type ClusterIP behind an ingress or gateway.",
    link="https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",
    absent="Kubernetes takes ClusterIP, so absent passes.",
    requirements=("002-2",),
    controls=(gatekeeper("block-nodeport-services"), kyverno("restrict-node-port"), kube_linter("exposed-services")),
    check=must_not_be("spec.type", "NodePort"),
    passing={
        "inside the cluster": {"spec": {"type": "ClusterIP"}},
        "it is left at Kubernetes' default": {"spec": {"selector": {"app": "web"}}},
    },
    failing={
        "on every node": {"spec": {"type": "NodePort"}},
    },
)
