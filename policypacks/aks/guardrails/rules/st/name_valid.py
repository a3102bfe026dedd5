"""A storage account's name must be one that Azure takes."""

import re

from guardrails.frameworks import checkov, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import STORAGE_ACCOUNT

_NAME = re.compile(r"[a-z0-9]{3,24}")


def check(account: Props) -> Problems:
    """Azure compares the name as it is: capitals are refused, not lowered."""
    name = account.get("accountName")
    if isinstance(name, str) and not _NAME.fullmatch(name):
        yield "must set accountName to 3 to 24 small letters and digits"


GUARDRAIL = Guardrail(
    title="The storage account's name has 3 to 24 small letters and digits",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Azure refuses any other name, but only in the middle of the update.",
    fix="Set account_name to 3 to 24 small letters and digits, or leave it out.",
    link="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules",
    absent="Pulumi then makes a valid name, so absent passes.",
    requirements=(),
    controls=(checkov("CKV_AZURE_43"), psrule("Azure.Storage.Name")),
    check=check,
    passing={"the name is valid": {"accountName": "stplatform01"}, "the name is left to Pulumi": {"kind": "StorageV2"}},
    failing={
        "the name has a dash": {"accountName": "st-platform"},
        "the name has capitals": {"accountName": "stPlatform"},
        "the name is too long": {"accountName": "sssssssssssssssssssssssss"},
        "the name is too short": {"accountName": "st"},
    },
)
