"""A key must expire."""

from functools import partial

from guardrails.checks import is_present
from guardrails.frameworks import azure_policy, checkov, cis_azure, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, any_of
from guardrails.subjects import KEY

_PATHS = ("properties.attributes.expires", "properties.rotationPolicy.attributes.expiryTime")


def check(key: Props) -> Problems:
    """The rotation policy gives every version its expiry."""
    if not any_of(*(partial(is_present, key, path) for path in _PATHS)):
        yield f"must set {' or '.join(_PATHS)}"


GUARDRAIL = Guardrail(
    title="The key expires, itself or by its rotation policy",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="A key that never expires is never replaced: what leaked years ago still opens everything.",
    fix="Set rotation_policy.attributes.expiry_time (P1Y) in the properties of the Key, or attributes.expires.",
    link="https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation",
    absent="Azure lets a key live for ever, so absent fails.",
    requirements=("002-17", "004-3"),
    controls=(
        cis_azure("3.3.1"),
        cis_azure("3.3.2"),
        mcsb("DP-6"),
        azure_policy("152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0"),
        checkov("CKV_AZURE_40"),
    ),
    check=check,
    passing={
        "a date": {"properties": {"attributes": {"expires": 1830297600}}},
        "a rotation policy": {"properties": {"rotationPolicy": {"attributes": {"expiryTime": "P1Y"}}}},
    },
    failing={
        "the expiry is left at Azure's default": {"properties": {"kty": "RSA"}},
        "a rotation policy without an expiry": {"properties": {"rotationPolicy": {"lifetimeActions": []}}},
    },
)
