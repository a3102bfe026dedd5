"""A key must be of a kind that is allowed."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import KEY


def check(key: Props, values: Mapping[str, Any]) -> Problems:
    """Which kinds are allowed is the parameter's."""
    yield from must_be_one_of("properties.kty", values["types"])(key)


GUARDRAIL = Guardrail(
    title="The key is an RSA or elliptic-curve key",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="Keys of other kinds are shared secrets, or of no use to the services that encrypt with them.",
    fix="Set kty='RSA' (or RSA-HSM, EC, EC-HSM) in the properties of the Key.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    absent="Azure requires a type, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"), azure_policy("75c4f823-d65c-4f29-a733-01d0077fdbcb")),
    check=check,
    parameters={
        "types": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["RSA", "RSA-HSM", "EC", "EC-HSM"],
            "description": "The types of key that are allowed.",
        }
    },
    passing={
        "RSA": {"properties": {"kty": "RSA"}},
        "an elliptic curve in an HSM": {"properties": {"kty": "EC-HSM"}},
    },
    failing={
        "a shared secret": {"properties": {"kty": "oct"}},
        "no type": {"properties": {"keySize": 3072}},
    },
)
