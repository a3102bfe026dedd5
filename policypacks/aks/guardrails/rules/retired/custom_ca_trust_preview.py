"""A pool must not trust authorities by the property of the preview."""

from datetime import date

from guardrails.checks import must_not_be
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="The pool does not use the preview property enableCustomCATrust",
    applies_to=AGENT_POOL,
    severity=Severity.HIGH,
    why="Since 2026-09-14 the property has no effect, and a pool that still has it may fail to grow.",
    fix="Remove enable_custom_ca_trust from the pool; give the cluster custom_ca_trust_certificates "
    "where they are needed.",
    link="https://learn.microsoft.com/azure/aks/custom-certificate-authority",
    absent="Azure leaves it off, so absent passes.",
    requirements=("003-4",),
    retires=date(2026, 9, 14),
    check=must_not_be("enableCustomCATrust", True),  # noqa: FBT003 - the value that is refused
    passing={
        "it is off": {"enableCustomCATrust": False},
        "it is left at Azure's default": {"count": 3},
    },
    failing={
        "it is on": {"enableCustomCATrust": True},
    },
)
