"""A storage account must refuse plain HTTP."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT
from guardrails.versions import since

_PROP = "enableHttpsTrafficOnly"

GUARDRAIL = Guardrail(
    title="The storage account takes encrypted connections only",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.HIGH,
    why="Over HTTP keys, tokens and data cross the network in the clear.",
    fix="Set enable_https_traffic_only=True on the StorageAccount, or leave it out.",
    link="https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
    absent="Azure requires encryption since API version 2019-04-01; absent passes, and fails at an older one.",
    requirements=(),
    controls=(
        cis_azure("4.1"),
        mcsb("DP-3"),
        azure_policy("404c3081-a854-4457-ae30-26a93ef643f9"),
        checkov("CKV_AZURE_3"),
        psrule("Azure.Storage.SecureTransfer"),
    ),
    check=since("2019-04-01", must_be(_PROP, expected=True, absent=True), before=must_be(_PROP, expected=True)),
    remedy={_PROP: True},
    passing={
        "encryption is required": {"enableHttpsTrafficOnly": True},
        "encryption is left at Azure's default": {"kind": "StorageV2"},
        "it is left at the default of the first version that encrypts": {"azureApiVersion": "2019-04-01"},
        "an older version is told": {"azureApiVersion": "2018-11-01", "enableHttpsTrafficOnly": True},
    },
    failing={
        "plain HTTP is accepted": {"enableHttpsTrafficOnly": False},
        "it is left at the default of an older version": {"azureApiVersion": "2018-11-01"},
    },
)
