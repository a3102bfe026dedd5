"""A key must be renewed before it expires."""

from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.lifetimes import days_parameter, must_have_days_left
from guardrails.subjects import KEY

GUARDRAIL = Guardrail(
    title="The key does not expire soon",
    applies_to=KEY,
    severity=Severity.LOW,
    why="An expired key encrypts, wraps and signs no more, it only decrypts and verifies; machines whose disks it "
    "encrypts are shut down.",
    fix="Renew the key and set attributes.expires in its properties further ahead. The answer changes "
    "with the day of the run.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys-details",
    absent="Without an expiry kv-key-expiry has the word, so absent passes.",
    requirements=("002-17",),
    controls=(mcsb("DP-6"), azure_policy("5ff38825-c5d8-47c5-b70e-069a21955146")),
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
