"""An RSA key must be long enough."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import number
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Example, Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import KEY


def check(key: Props, values: Mapping[str, Any]) -> Problems:
    """The length of other keys is given by their curve or type."""
    is_rsa = key.text("properties.kty").upper().startswith("RSA")
    if is_rsa and number(key, "properties.keySize", 2048) < values["bits"]:
        yield f"must set properties.keySize to {values['bits']} or more"


GUARDRAIL = Guardrail(
    title="The RSA key has 3072 bits or more",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="2048 bits are held to be enough only until 2030, and a registry or a disk outlives that.",
    fix="Set key_size=3072 or 4096 in the properties of the Key.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    absent="Azure makes RSA keys of 2048 bits, so absent fails for them; other keys pass.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"), azure_policy("82067dbb-e53b-4e06-b631-546d197452d9")),
    check=check,
    parameters={
        "bits": {
            "type": "integer",
            "minimum": 2048,
            "maximum": 4096,
            "default": 3072,
            "description": "The fewest bits of an RSA key.",
        }
    },
    passing={
        "3072 bits": {"properties": {"kty": "RSA", "keySize": 3072}},
        "an elliptic curve": {"properties": {"kty": "EC", "curveName": "P-256"}},
        "the size is left at Azure's default, where that is enough": Example(
            {"properties": {"kty": "RSA"}}, settings={"bits": 2048}
        ),
    },
    failing={
        "2048 bits": {"properties": {"kty": "RSA-HSM", "keySize": 2048}},
        "the size is left at Azure's default": {"properties": {"kty": "RSA"}},
        "one bit less than the setting, by Azure's default": Example(
            {"properties": {"kty": "RSA"}}, settings={"bits": 2049}
        ),
    },
)
