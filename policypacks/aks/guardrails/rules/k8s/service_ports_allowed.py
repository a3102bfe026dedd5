"""A service should listen where it is expected."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import placed
from guardrails.frameworks import azure_policy, kyverno, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.kinds import SERVICE
from guardrails.props import Problems, Props


def check(service: Props, values: Mapping[str, Any]) -> Problems:
    """The port of the service, not that of its pods."""

    def judge(port: Props) -> Problems:
        if port.get("port") not in values["ports"]:
            yield f"must not listen on port {port.get('port')}"

    yield from service.each("spec.ports", lambda port: placed(judge, port))


GUARDRAIL = Guardrail(
    title="Services listen on ports that are allowed",
    applies_to=SERVICE,
    severity=Severity.LOW,
    why="Known ports are what firewalls, policies and people look at.",
    fix="Use an allowed port, or add the port to the guardrail's setting.",
    link="https://learn.microsoft.com/azure/aks/deployment-safeguards",
    absent="Then it listens nowhere, so absent passes.",
    requirements=("002-2",),
    controls=(
        mcsb("PV-2"),
        azure_policy("233a2a17-77ca-4fb1-9b6b-69223d272a44"),
        kyverno("restrict-service-port-range"),
    ),
    parameters={
        "ports": {
            "type": "array",
            "items": {"type": "integer"},
            "default": [80, 443, 8080, 8443, 9090],
            "description": "Ports that services may listen on.",
        }
    },
    check=check,
    passing={
        "HTTPS": {"spec": {"ports": [{"port": 443}]}},
    },
    failing={
        "SSH": {"spec": {"ports": [{"port": 443}, {"port": 22}]}},
    },
)
