"""A key must not leave an HSM."""

from guardrails.checks import must_be_one_of
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.subjects import KEY

GUARDRAIL = Guardrail(
    title="The key is kept in an HSM",
    applies_to=KEY,
    severity=Severity.LOW,
    why="A software key is protected by software when it is used; a key in an HSM never leaves the device.",
    fix="Set kty='RSA-HSM' or 'EC-HSM' in the properties of the Key, in a vault of the premium tier.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys",
    absent="Azure requires a type, so absent fails.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"), azure_policy("587c79fe-dd04-4a5e-9d0b-f89598c7261b"), checkov("CKV_AZURE_112")),
    check=must_be_one_of("properties.kty", ("RSA-HSM", "EC-HSM", "oct-HSM")),
    passing={
        "RSA in an HSM": {"properties": {"kty": "RSA-HSM"}},
        "an elliptic curve in an HSM": {"properties": {"kty": "EC-HSM"}},
        "a symmetric key in an HSM": {"properties": {"kty": "oct-HSM"}},
    },
    failing={
        "RSA in software": {"properties": {"kty": "RSA"}},
        "no type": {"properties": {"keySize": 3072}},
    },
)
