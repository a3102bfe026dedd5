"""A registry must not let its images be carried out."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="Images cannot be exported from the registry",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="Whoever may read the registry can otherwise import its images into a registry of another tenant,"
    " past every network rule.",
    fix="Set policies={'export_policy': {'status': 'disabled'}} on the Registry; Azure takes it only with"
    " public_network_access='Disabled'.",
    link="https://learn.microsoft.com/azure/container-registry/data-loss-prevention",
    absent="Azure lets images be exported, so absent fails.",
    requirements=("000-6",),
    controls=(mcsb("DP-2"), azure_policy("524b0254-c285-4903-bee6-bb8126cde579"), psrule("Azure.ACR.ExportPolicy")),
    check=must_be("policies.exportPolicy.status", "disabled", absent="enabled"),
    passing={
        "export is disabled": {"publicNetworkAccess": "Disabled", "policies": {"exportPolicy": {"status": "disabled"}}},
    },
    failing={
        "export is enabled": {"policies": {"exportPolicy": {"status": "enabled"}}},
        "export is left at Azure's default": {"publicNetworkAccess": "Disabled"},
    },
)
