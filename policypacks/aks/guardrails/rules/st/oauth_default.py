"""The portal must sign in to storage with Entra ID."""

from guardrails.checks import must_be
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import STORAGE_ACCOUNT

GUARDRAIL = Guardrail(
    title="The portal reads the storage account as the signed-in user",
    applies_to=STORAGE_ACCOUNT,
    severity=Severity.LOW,
    why="Otherwise the portal asks for the account key first, so people are given roles that list keys.",
    fix="Set default_to_o_auth_authentication=True on the StorageAccount.",
    link="https://learn.microsoft.com/azure/storage/blobs/authorize-data-operations-portal",
    absent="Azure prefers the account key by default, so absent fails.",
    requirements=(),
    controls=(mcsb("IM-1"),),
    check=must_be("defaultToOAuthAuthentication", expected=True),
    remedy={"defaultToOAuthAuthentication": True},
    passing={"Entra ID comes first": {"defaultToOAuthAuthentication": True}},
    failing={
        "the key comes first": {"defaultToOAuthAuthentication": False},
        "the order is left at Azure's default": {"kind": "StorageV2"},
    },
)
