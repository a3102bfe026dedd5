"""A secret must expire."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT_SECRET

GUARDRAIL = Guardrail(
    title="The secret expires",
    applies_to=VAULT_SECRET,
    severity=Severity.MEDIUM,
    why="A secret without a date is never renewed: what leaked years ago still opens the door.",
    fix="Set attributes.expires (seconds since 1970) in the properties of the Secret, and renew it before. The "
    "date only tells: Key Vault hands out an expired secret, so end the old password where it opens something.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
    absent="Azure lets a secret live for ever, so absent fails.",
    requirements=("002-17",),
    controls=(
        cis_azure("3.3.3"),
        cis_azure("3.3.4"),
        mcsb("DP-6"),
        azure_policy("98728c90-32c7-4049-8429-847dc0f4fe37"),
        checkov("CKV_AZURE_41"),
    ),
    check=must_be_present("properties.attributes.expires"),
    passing={
        "a date": {"properties": {"attributes": {"expires": 1830297600}}},
    },
    failing={
        "the expiry is left at Azure's default": {"properties": {"contentType": "text/plain"}},
        "no date": {"properties": {"attributes": {"expires": None}}},
    },
)
