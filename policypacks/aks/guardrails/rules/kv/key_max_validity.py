"""A key must not live too long."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.lifetimes import days_parameter, must_expire_within
from guardrails.subjects import KEY

GUARDRAIL = Guardrail(
    title="The key expires within a year",
    applies_to=KEY,
    severity=Severity.LOW,
    why="The longer a key is valid, the longer a copy of it is worth stealing.",
    fix="Set attributes.expires in the properties of the Key to at most the configured days after "
    "not_before, or after today.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys-details",
    absent="Without an expiry kv-key-expiry has the word, so absent passes; without not_before today counts.",
    requirements=("002-17",),
    controls=(
        mcsb("DP-6"),
        azure_policy("49a22571-d204-4c91-a7b6-09b1a586fbc9"),
        azure_policy("c26e4b24-cf98-4c67-b48b-5a25c4c69eb9"),
    ),
    check=must_expire_within,
    parameters=days_parameter(365, "The longest life, in days."),
    passing={
        "half a year": {"properties": {"attributes": {"notBefore": 1798761600, "expires": 1814400000}}},
        "long expired": {"properties": {"attributes": {"expires": 1577836800}}},
        "no expiry": {"properties": {"attributes": {"enabled": True}}},
        "a year": {"properties": {"attributes": {"notBefore": 1577836800, "expires": 1609372800}}},
    },
    failing={
        "two years": {"properties": {"attributes": {"notBefore": 1798761600, "expires": 1861920000}}},
        "until the year 9999": {"properties": {"attributes": {"expires": 253370764800}}},
        "a year and a second": {"properties": {"attributes": {"notBefore": 1577836800, "expires": 1609372801}}},
        "a second longer than the setting": Example(
            {"properties": {"attributes": {"notBefore": 1577836800, "expires": 1577923201}}}, settings={"days": 1}
        ),
    },
)
