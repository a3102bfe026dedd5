"""A container must not be open to everyone."""

from guardrails.checks import must_be
from guardrails.frameworks import checkov, mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import BLOB_CONTAINER

GUARDRAIL = Guardrail(
    title="The blob container is not readable without signing in",
    applies_to=BLOB_CONTAINER,
    severity=Severity.HIGH,
    why="Who knows or guesses the address of a public blob reads it, and no log names the reader.",
    fix="Set public_access='None' on the BlobContainer, or leave it out.",
    link="https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent",
    absent="A container is private by default, so absent passes.",
    requirements=(),
    controls=(
        mcsb("NS-2"),
        checkov("CKV_AZURE_34"),
        psrule("Azure.Storage.BlobAccessType"),
    ),
    check=must_be("publicAccess", "None", absent="None"),
    remedy={"publicAccess": "None"},
    passing={
        "the container is private": {"publicAccess": "None"},
        "access is left at Azure's default": {"containerName": "backups"},
    },
    failing={
        "blobs are public": {"publicAccess": "Blob"},
        "blobs and their list are public": {"publicAccess": "Container"},
    },
)
