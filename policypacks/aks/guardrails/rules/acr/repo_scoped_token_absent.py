"""A registry must be used with identities, not with tokens."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY_TOKEN

GUARDRAIL = Guardrail(
    title="No token of the registry is in use",
    applies_to=REGISTRY_TOKEN,
    severity=Severity.MEDIUM,
    why="A token is a password outside Entra ID: no conditional access, no owner, no trace of who used it.",
    fix="Use a managed or federated identity with a registry role; set status='disabled' on the Token or remove it.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
    absent="Azure enables a token, so absent fails.",
    requirements=("000-7",),
    controls=(
        cis_aks("5.1.2"),
        mcsb("IM-1"),
        azure_policy("ff05e24e-195c-447e-b322-5e90c9f9f366"),
        azure_policy("a9b426fe-8856-4945-8600-18c5dd1cca2a"),
    ),
    check=must_be("status", "disabled", absent="enabled"),
    remedy={"status": "disabled"},
    passing={
        "the token is disabled": {"status": "disabled"},
    },
    failing={
        "the token is enabled": {"status": "enabled"},
        "the status is left at Azure's default": {"tokenName": "ci"},
    },
)
