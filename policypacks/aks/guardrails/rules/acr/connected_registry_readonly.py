"""A registry on premises must not push into the one in the cloud."""

from guardrails.checks import must_be_one_of
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import CONNECTED_REGISTRY

GUARDRAIL = Guardrail(
    title="The connected registry only reads",
    applies_to=CONNECTED_REGISTRY,
    severity=Severity.LOW,
    why="A connected registry in a shop or a factory is easier to break into; with ReadWrite what is "
    "pushed there comes into the cloud registry.",
    fix="Set mode='ReadOnly' on the ConnectedRegistry.",
    link="https://learn.microsoft.com/azure/container-registry/intro-connected-registry",
    absent="Azure requires a mode, so absent fails.",
    requirements=(),
    controls=(),
    check=must_be_one_of("mode", ("ReadOnly", "Mirror")),
    passing={
        "it reads": {"mode": "ReadOnly"},
        "it mirrors": {"mode": "Mirror"},
    },
    failing={
        "it writes": {"mode": "ReadWrite"},
        "no mode": {"logging": {"auditLogStatus": "Enabled"}},
    },
)
