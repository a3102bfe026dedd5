"""A storage account must have no users of its own."""

from guardrails.checks import must_be
from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, decided
from guardrails.subjects import STORAGE_ACCOUNT

_no_users = must_be("isLocalUserEnabled", expected=False, absent=False)
_no_sftp = must_be("isSftpEnabled", expected=False, absent=False)


def check(account: Props) -> Problems:
    """SFTP signs in with local users only, so either switch asks for them."""
    yield from decided(_no_users, account)
    yield from decided(_no_sftp, account)


GUARDRAIL = Guardrail(
    title="The storage account has no local users and no SFTP",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Local users sign in with passwords or keys that no directory knows, no conditional access checks and "
    "nobody retires.",
    fix="Leave is_local_user_enabled and is_sftp_enabled of the StorageAccount out, or set them to False.",
    link="https://learn.microsoft.com/azure/storage/blobs/secure-file-transfer-protocol-support",
    absent="SFTP, the only use of local users, is off by default, so absent passes.",
    requirements=(),
    controls=(mcsb("IM-1"), checkov("CKV_AZURE_244")),
    check=check,
    remedy={"isLocalUserEnabled": False, "isSftpEnabled": False},
    passing={
        "both are off": {"isLocalUserEnabled": False, "isSftpEnabled": False},
        "both are left at Azure's default": {"kind": "StorageV2"},
    },
    failing={"local users are on": {"isLocalUserEnabled": True}, "SFTP is on": {"isSftpEnabled": True}},
)
