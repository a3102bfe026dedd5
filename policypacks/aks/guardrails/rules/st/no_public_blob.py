"""A storage account must not let its containers open to everyone."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account allows no public access to blobs",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.HIGH,
    why="One container set to public is then enough, and no log names who reads its blobs.",
    fix="Set allow_blob_public_access=False on the StorageAccount, or leave it out.",
    link="https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
    absent="Azure allows no public access by default, so absent passes.",
    requirements=(),
    controls=(
        cis_azure("4.17"),
        mcsb("NS-2"),
        azure_policy("4fa4b6c0-31ca-4c0d-b10d-24b96f62a751"),
        checkov("CKV_AZURE_59"),
        checkov("CKV_AZURE_190"),
        checkov("CKV2_AZURE_47"),
        psrule("Azure.Storage.BlobPublicAccess"),
    ),
    check=must_be("allowBlobPublicAccess", expected=False, absent=False),
    remedy={"allowBlobPublicAccess": False},
    passing={
        "public access is off": {"allowBlobPublicAccess": False},
        "public access is left at Azure's default": {"kind": "StorageV2"},
    },
    failing={
        "the account allows public access": {"allowBlobPublicAccess": True},
    },
)
