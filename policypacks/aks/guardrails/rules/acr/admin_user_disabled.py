"""A registry must not have an administrator account."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import REGISTRY

GUARDRAIL = Guardrail(
    title="The administrator account of the registry is off",
    applies_to=REGISTRY,
    severity=Severity.CRITICAL,
    why="The administrator account is one shared password with push rights to every repository; who used "
    "it cannot be told.",
    fix="Set admin_user_enabled=False on the Registry, or leave it out.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
    absent="Azure leaves the account off, so absent passes.",
    requirements=("000-7",),
    controls=(
        cis_aks("5.1.2"),
        mcsb("IM-1"),
        azure_policy("dc921057-6b28-4fbe-9b83-f7bec05db6c2"),
        azure_policy("79fdfe03-ffcb-4e55-b4d0-b925b8241759"),
        checkov("CKV_AZURE_137"),
        psrule("Azure.ACR.AdminUser"),
    ),
    check=must_be("adminUserEnabled", expected=False, absent=False),
    remedy={"adminUserEnabled": False},
    passing={
        "the account is off": {"adminUserEnabled": False},
        "the account is left at Azure's default": {"sku": {"name": "Premium"}},
    },
    failing={
        "the account is on": {"adminUserEnabled": True},
    },
)
