"""What is copied into a storage account must come from known accounts only."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="What is copied into the storage account comes from the tenant or the private network",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Otherwise whoever may write a blob can bring in data from any account in the world. What is copied out is "
    "decided by the account that takes it.",
    fix="Set allowed_copy_scope='AAD' or 'PrivateLink' on the StorageAccount.",
    link="https://learn.microsoft.com/azure/storage/common/security-restrict-copy-operations",
    absent="Azure allows copies from any account by default, so absent fails.",
    requirements=(),
    controls=(mcsb("DP-2"),),
    check=must_be_one_of("allowedCopyScope", {"AAD", "PrivateLink"}),
    remedy={"allowedCopyScope": "AAD"},
    passing={
        "copies come from the tenant": {"allowedCopyScope": "AAD"},
        "copies come from the private network": {"allowedCopyScope": "PrivateLink"},
    },
    failing={
        "copies are left at Azure's default": {"kind": "StorageV2"},
        "copies come from any account": {"allowedCopyScope": "All"},
    },
)
