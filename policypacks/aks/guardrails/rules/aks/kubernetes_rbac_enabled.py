"""A cluster must check what its users may do."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_aks, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import MANAGED_CLUSTER

GUARDRAIL = Guardrail(
    title="Kubernetes role-based access control is on",
    applies_to=MANAGED_CLUSTER,
    severity=Severity.CRITICAL,
    why="Without it every user and every service account of the cluster may do everything in it.",
    fix="Leave enable_rbac unset on the ManagedCluster, or set it to True.",
    link="https://learn.microsoft.com/azure/aks/concepts-identity",
    absent="Azure turns it on, so absent passes.",
    requirements=("002-15", "003-4", "004-5"),
    controls=(
        cis_aks("4.1"),
        cis_aks("5.5.1"),
        mcsb("PA-7"),
        azure_policy("ac4a19c2-fa67-49b4-8ae5-0b2e78c49457"),
        checkov("CKV_AZURE_5"),
        psrule("Azure.AKS.UseRBAC"),
    ),
    check=must_be("enableRBAC", expected=True, absent=True),
    passing={
        "RBAC is on": {"enableRBAC": True},
        "RBAC is left at Azure's default": {},
    },
    failing={
        "RBAC is off": {"enableRBAC": False},
    },
)
