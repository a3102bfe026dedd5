"""Nodes should use validated cryptography."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import AGENT_POOL

GUARDRAIL = Guardrail(
    title="Nodes use FIPS-validated cryptography",
    applies_to=AGENT_POOL,
    severity=Severity.LOW,
    why="Some regulations accept only modules validated by FIPS 140; without them the cluster does not pass an audit.",
    fix="Set enable_fips=True on the pool; trusted launch and pod sandboxing are then not available.",
    link="https://learn.microsoft.com/azure/aks/enable-fips-nodes",
    absent="Azure takes an ordinary image, so absent fails.",
    requirements=(),
    controls=(mcsb("DP-3"),),
    check=must_be("enableFIPS", expected=True),
    passing={
        "it is on": {"enableFIPS": True},
    },
    failing={
        "it is off": {"enableFIPS": False},
        "it is left at Azure's default": {"count": 3},
    },
)
