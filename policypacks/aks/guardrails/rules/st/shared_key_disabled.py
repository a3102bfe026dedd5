"""A storage account must not accept its account keys."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account takes no shared keys",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.MEDIUM,
    why="An account key opens everything in the account, belongs to nobody, and stays valid until somebody rotates it.",
    fix="Set allow_shared_key_access=False on the StorageAccount; its clients need roles for blobs, queues, "
    "tables or files.",
    link="https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent",
    absent="Azure accepts the keys by default, so absent fails.",
    requirements=("000-8",),
    controls=(
        cis_azure("4.3"),
        cis_azure("4.4"),
        mcsb("IM-1"),
        azure_policy("8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54"),
        checkov("CKV2_AZURE_40"),
        psrule("Azure.Storage.LocalAuth"),
    ),
    check=must_be("allowSharedKeyAccess", expected=False),
    remedy={"allowSharedKeyAccess": False},
    passing={"keys are refused": {"allowSharedKeyAccess": False}},
    failing={
        "keys are accepted": {"allowSharedKeyAccess": True},
        "keys are left at Azure's default": {"kind": "StorageV2"},
    },
)
