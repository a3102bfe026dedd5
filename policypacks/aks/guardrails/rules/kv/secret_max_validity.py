"""A secret must not live too long."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.lifetimes import days_parameter, must_expire_within
from guardrails.subjects import VAULT_SECRET

GUARDRAIL = Guardrail(
    title="The secret expires within a year",
    applies_to=VAULT_SECRET,
    severity=Severity.LOW,
    why="The longer a secret is valid, the longer a copy of it is worth stealing.",
    fix="Set attributes.expires in the properties of the Secret to at most the configured days after "
    "not_before, or after today.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
    absent="Without an expiry kv-secret-expiry has the word, so absent passes; without not_before today counts.",
    requirements=("002-17",),
    controls=(
        mcsb("DP-6"),
        azure_policy("342e8053-e12e-4c44-be01-c3c2f318400f"),
        azure_policy("e8d99835-8a06-45ae-a8e0-87a91941ccfe"),
    ),
    check=must_expire_within,
    parameters=days_parameter(365, "The longest life, in days."),
    passing={
        "half a year": {"properties": {"attributes": {"notBefore": 1798761600, "expires": 1814400000}}},
        "long expired": {"properties": {"attributes": {"expires": 1577836800}}},
        "no expiry": {"properties": {"attributes": {"enabled": True}}},
    },
    failing={
        "two years": {"properties": {"attributes": {"notBefore": 1798761600, "expires": 1861920000}}},
        "until the year 9999": {"properties": {"attributes": {"expires": 253370764800}}},
    },
)
