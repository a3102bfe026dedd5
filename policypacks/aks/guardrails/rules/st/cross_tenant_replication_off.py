"""A storage account must not copy its blobs into other tenants."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account replicates no blobs to other tenants",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.MEDIUM,
    why="Whoever may write replication policies can otherwise copy every new blob to an account of a tenant "
    "that the organisation does not control.",
    fix="Set allow_cross_tenant_replication=False on the StorageAccount, or leave it out.",
    link="https://learn.microsoft.com/azure/storage/blobs/object-replication-prevent-cross-tenant-policies",
    absent="Azure allows none for new accounts, so absent passes.",
    requirements=(),
    controls=(
        cis_azure("4.16"),
        mcsb("DP-2"),
        azure_policy("92a89a79-6c52-4a7e-a03f-61306fc49312"),
    ),
    check=must_be("allowCrossTenantReplication", expected=False, absent=False),
    remedy={"allowCrossTenantReplication": False},
    passing={
        "replication stays in the tenant": {"allowCrossTenantReplication": False},
        "replication is left at Azure's default": {"kind": "StorageV2"},
    },
    failing={"replication may leave the tenant": {"allowCrossTenantReplication": True}},
)
