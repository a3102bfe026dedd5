"""A cluster must not accept its local administrator accounts."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="Local accounts of the cluster are disabled",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="A local account is a shared certificate: no owner, no conditional access, no expiry that anyone watches.",
    fix="Set disable_local_accounts=True on the ManagedCluster; it needs aad_profile with managed=True.",
    link="https://learn.microsoft.com/azure/aks/manage-local-accounts-managed-azure-ad",
    absent="Azure leaves local accounts on, so absent fails.",
    requirements=("000-8", "003-4"),
    controls=(
        cis_aks("5.5.1"),
        mcsb("IM-1"),
        mcsb("PA-7"),
        azure_policy("993c2fcd-2b29-49d2-9eb0-df2c3a730c32"),
        checkov("CKV_AZURE_141"),
        psrule("Azure.AKS.LocalAccounts"),
    ),
    check=must_be("disableLocalAccounts", expected=True),
    passing={
        "local accounts are off": {"disableLocalAccounts": True},
    },
    failing={
        "local accounts are on": {"disableLocalAccounts": False},
        "local accounts are left at Azure's default": {},
    },
)
