"""An elliptic-curve key must use a curve that is allowed."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import KEY


def check(key: Props, values: Mapping[str, Any]) -> Problems:
    """RSA keys have no curve."""
    if key.text("properties.kty").upper().startswith("EC"):
        yield from must_be_one_of("properties.curveName", values["curves"], absent="P-256")(key)


GUARDRAIL = Guardrail(
    title="The elliptic-curve key uses a NIST curve",
    applies_to=KEY,
    severity=Severity.LOW,
    why="Other curves are not in the standards that auditors ask for, and few services take them.",
    fix="Set curve_name='P-256', 'P-384' or 'P-521' in the properties of the Key, or leave it out.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    absent="Azure takes P-256, so absent passes.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"), azure_policy("ff25f3c8-b739-4538-9d07-3d6d25cfb255")),
    check=check,
    parameters={
        "curves": {
            "type": "array",
            "items": {"type": "string"},
            "default": ["P-256", "P-384", "P-521"],
            "description": "The curves that are allowed.",
        }
    },
    passing={
        "P-384": {"properties": {"kty": "EC", "curveName": "P-384"}},
        "the curve is left at Azure's default": {"properties": {"kty": "EC-HSM"}},
        "an RSA key": {"properties": {"kty": "RSA"}},
    },
    failing={
        "P-256K": {"properties": {"kty": "EC", "curveName": "P-256K"}},
    },
)
