"""Signatures and keys of a storage account must run out."""

import re
from collections.abc import Mapping
from typing import Any

from guardrails.checks import number_if_any
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import STORAGE_ACCOUNT

_PERIOD = re.compile(r"(?:(\d+)\.)?(\d{1,2}):(\d\d):(\d\d)")
_DAY = 86_400


def check(account: Props, values: Mapping[str, Any]) -> Problems:
    """Without keys there are none to expire, and signatures of a signed-in user end after seven days by themselves."""
    if account.get("allowSharedKeyAccess") is not False:
        yield from decided(_signatures, account, values["signature_days"])
        yield from decided(_keys, account, values["key_days"])


def _signatures(account: Props, days: int) -> Problems:
    period = _PERIOD.fullmatch(account.text("sasPolicy.sasExpirationPeriod"))
    if not period or _seconds(period) > days * _DAY:
        yield f"must set sasPolicy.sasExpirationPeriod to at most {days}.00:00:00"


def _seconds(period: re.Match[str]) -> int:
    days, hours, minutes, seconds = (int(part or 0) for part in period.groups())
    return days * _DAY + hours * 3600 + minutes * 60 + seconds


def _keys(account: Props, days: int) -> Problems:
    given = number_if_any(account, "keyPolicy.keyExpirationPeriodInDays")
    if given is None or given > days:
        yield f"must set keyPolicy.keyExpirationPeriodInDays to at most {days}"


GUARDRAIL = Guardrail(
    title="The storage account says how long shared access signatures and keys may live",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="A signature that was mailed or logged opens the account until its key is rotated, which nobody does "
    "without a date. Azure only logs signatures that live longer, unless the policy blocks them.",
    fix="Set sas_policy with sas_expiration_period='7.00:00:00' and expiration_action='Block', and key_policy with "
    "key_expiration_period_in_days=90, or allow_shared_key_access=False.",
    link="https://learn.microsoft.com/azure/storage/common/sas-expiration-policy",
    absent="Azure sets no limit by default, so absent fails unless keys are refused altogether.",
    requirements=(),
    controls=(
        cis_azure("4.3"),
        mcsb("DP-6"),
        azure_policy("bc1b984e-ddae-40cc-801a-050a030e4fbe"),
        azure_policy("044985bb-afe1-42cd-8a36-9d5d42424537"),
        checkov("CKV2_AZURE_41"),
    ),
    parameters={
        "signature_days": {
            "type": "integer",
            "minimum": 1,
            "default": 7,
            "description": "Most days a shared access signature may live.",
        },
        "key_days": {
            "type": "integer",
            "minimum": 1,
            "default": 90,
            "description": "Most days between two rotations of the account keys.",
        },
    },
    check=check,
    passing={
        "both run out in time": {
            "sasPolicy": {"sasExpirationPeriod": "7.00:00:00"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "keys are refused": {"allowSharedKeyAccess": False},
        "signatures live for a second less than a week": {
            "sasPolicy": {"sasExpirationPeriod": "6.23:59:59"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "signatures live for a week, counted in hours": {
            "sasPolicy": {"sasExpirationPeriod": "6.24:00:00"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "both run out by other settings": Example(
            {
                "sasPolicy": {"sasExpirationPeriod": "23:59:59"},
                "keyPolicy": {"keyExpirationPeriodInDays": 30},
            },
            settings={"signature_days": 1, "key_days": 30},
        ),
    },
    failing={
        "signatures live too long": {
            "sasPolicy": {"sasExpirationPeriod": "7.00:00:01"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "keys live too long": {
            "sasPolicy": {"sasExpirationPeriod": "1.00:00:00"},
            "keyPolicy": {"keyExpirationPeriodInDays": 365},
        },
        "the period is no period": {
            "sasPolicy": {"sasExpirationPeriod": "never"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "nothing limits them": {"kind": "StorageV2"},
        "signatures live for an hour too long": {
            "sasPolicy": {"sasExpirationPeriod": "6.24:00:01"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "signatures live for a minute too long": {
            "sasPolicy": {"sasExpirationPeriod": "6.23:60:01"},
            "keyPolicy": {"keyExpirationPeriodInDays": 90},
        },
        "signatures live longer than the setting": Example(
            {"sasPolicy": {"sasExpirationPeriod": "24:00:01"}, "keyPolicy": {"keyExpirationPeriodInDays": 30}},
            settings={"signature_days": 1, "key_days": 30},
        ),
    },
)
