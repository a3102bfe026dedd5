"""A storage account must encrypt twice where the profile asks for it."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account encrypts a second time, in the infrastructure",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="One broken algorithm or leaked key is then not enough to read the disks. Azure can set it only when "
    "the account is created, and Microsoft advises it only where a rule asks for two layers.",
    fix="Set encryption with require_infrastructure_encryption=True on a new StorageAccount.",
    link="https://learn.microsoft.com/azure/storage/common/infrastructure-encryption-enable",
    absent="Azure encrypts once by default, so absent fails.",
    requirements=("004-3",),
    controls=(cis_azure("4.2"), mcsb("DP-4"), azure_policy("4733ea7b-a883-42fe-8cac-97454c2a9e4a")),
    check=must_be("encryption.requireInfrastructureEncryption", expected=True),
    passing={"it encrypts twice": {"encryption": {"requireInfrastructureEncryption": True}}},
    failing={
        "it encrypts once": {"encryption": {"requireInfrastructureEncryption": False}},
        "encryption is left at Azure's default": {"kind": "StorageV2"},
    },
)
