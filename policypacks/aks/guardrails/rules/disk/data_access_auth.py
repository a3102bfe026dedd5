"""A disk must know who downloads it."""

from guardrails.checks import must_be
from guardrails.frameworks import azure_policy, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import DISK

GUARDRAIL = Guardrail(
    title="Downloading or uploading the disk needs a login",
    applies_to=DISK,
    severity=Severity.LOW,
    why="Otherwise the link to a disk is all that is needed to read it, whoever holds it.",
    fix="Set data_access_auth_mode='AzureActiveDirectory' on the Disk.",
    link="https://learn.microsoft.com/azure/virtual-machines/disks-secure-upload-download",
    absent="Azure asks for no login, so absent fails.",
    requirements=(),
    controls=(
        cis_azure("8.6"),
        mcsb("IM-1"),
        azure_policy("c3921d55-b741-4d16-8d56-7f16e99e6892"),
    ),
    check=must_be("dataAccessAuthMode", "AzureActiveDirectory", absent="None"),
    remedy={"dataAccessAuthMode": "AzureActiveDirectory"},
    passing={
        "a login is needed": {"dataAccessAuthMode": "AzureActiveDirectory"},
    },
    failing={
        "no login is needed": {"dataAccessAuthMode": "None"},
        "the mode is left at Azure's default": {"diskSizeGB": 64},
    },
)
