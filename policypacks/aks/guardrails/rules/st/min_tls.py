"""A storage account must not ask for an old TLS version."""

from guardrails.checks import must_not_be
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The storage account asks for TLS 1.2 or newer",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.MEDIUM,
    why="Azure Storage no longer serves TLS 1.0 and 1.1; a setting that still allows them fails audits and promises "
    "old clients what they will not get.",
    fix="Set minimum_tls_version='TLS1_2' on the StorageAccount.",
    link="https://learn.microsoft.com/azure/storage/common/transport-layer-security-configure-migrate-to-tls2",
    absent="Since 2026-02-03 every endpoint refuses less than TLS 1.2, so absent passes.",
    requirements=(),
    controls=(
        cis_azure("4.15"),
        mcsb("DP-3"),
        azure_policy("fe83a0eb-a853-422d-aac2-1bffd182c5d0"),
        checkov("CKV_AZURE_44"),
        psrule("Azure.Storage.MinTLS"),
    ),
    check=must_not_be("minimumTlsVersion", "TLS1_0", "TLS1_1"),
    remedy={"minimumTlsVersion": "TLS1_2"},
    passing={
        "TLS 1.2 is the least": {"minimumTlsVersion": "TLS1_2"},
        "TLS 1.3 is the least": {"minimumTlsVersion": "TLS1_3"},
        "the version is left to Azure": {"kind": "StorageV2"},
    },
    failing={
        "TLS 1.0 is allowed": {"minimumTlsVersion": "TLS1_0"},
        "TLS 1.1 is allowed": {"minimumTlsVersion": "TLS1_1"},
    },
)
