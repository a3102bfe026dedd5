"""A registry must know who pulls."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The registry lets nobody pull without a login",
    applies_to=REGISTRY,
    severity=Severity.HIGH,
    why="With anonymous pull anyone who reaches the registry reads every image, and the audit log names nobody.",
    fix="Set anonymous_pull_enabled=False on the Registry, or leave it out.",
    link="https://learn.microsoft.com/azure/container-registry/anonymous-pull-access",
    absent="Azure leaves anonymous pull off, so absent passes.",
    requirements=("000-7",),
    controls=(
        cis_aks("5.1.2"),
        mcsb("IM-1"),
        azure_policy("9f2dea28-e834-476c-99c5-3507b4728395"),
        azure_policy("cced2946-b08a-44fe-9fd9-e4ed8a779897"),
        checkov("CKV_AZURE_138"),
        psrule("Azure.ACR.AnonymousAccess"),
    ),
    check=must_be("anonymousPullEnabled", expected=False, absent=False),
    remedy={"anonymousPullEnabled": False},
    passing={
        "anonymous pull is off": {"anonymousPullEnabled": False},
        "anonymous pull is left at Azure's default": {"sku": {"name": "Premium"}},
    },
    failing={
        "anonymous pull is on": {"anonymousPullEnabled": True},
    },
)
