"""A secret must be renewed before it expires."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.lifetimes import days_parameter, must_have_days_left
from guardrails.subjects import VAULT_SECRET

GUARDRAIL = Guardrail(
    title="The secret does not expire soon",
    applies_to=VAULT_SECRET,
    severity=Severity.LOW,
    why="The date says how long the password behind the secret is good. Key Vault hands it out afterwards, too, "
    "so what uses it fails only where the password is refused.",
    fix="Renew the secret and set attributes.expires in its properties further ahead. The answer changes "
    "with the day of the run.",
    link="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets",
    absent="Without an expiry kv-secret-expiry has the word, so absent passes.",
    requirements=("002-17",),
    controls=(mcsb("DP-6"), azure_policy("b0eb591a-5e70-4534-a8bf-04b9c489584a")),
    check=must_have_days_left,
    parameters=days_parameter(30, "The fewest days that must be left."),
    passing={
        "until the year 9999": {"properties": {"attributes": {"expires": 253370764800}}},
        "no expiry": {"properties": {"attributes": {"enabled": True}}},
    },
    failing={
        "long expired": {"properties": {"attributes": {"expires": 1577836800}}},
    },
)
