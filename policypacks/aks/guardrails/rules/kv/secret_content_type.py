"""A secret must say what it is."""

from guardrails.checks import must_be_present
from guardrails.frameworks import azure_policy, checkov
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import VAULT_SECRET

GUARDRAIL = Guardrail(
    title="The secret says what it holds",
    applies_to=VAULT_SECRET,
    severity=Severity.LOW,
    why="Whoever must renew a secret has to know whether it is a password, a connection string or a key.",
    fix="Set content_type='password' (or what it is) in the properties of the Secret.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
    absent="Azure asks for no type, so absent fails.",
    requirements=(),
    controls=(azure_policy("75262d3e-ba4a-4f43-85f8-9f72c090e5e3"), checkov("CKV_AZURE_114")),
    check=must_be_present("properties.contentType"),
    passing={
        "a type": {"properties": {"contentType": "password"}},
    },
    failing={
        "no type": {"properties": {"attributes": {"enabled": True}}},
        "an empty type": {"properties": {"contentType": ""}},
    },
)
