"""A key must not be carried out."""

from guardrails.checks import is_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props, all_of
from guardrails.subjects import KEY

_RELEASE = "properties.releasePolicy"


def check(key: Props) -> Problems:
    """Secure key release needs both the flag and the policy."""
    if all_of(lambda: key.get("properties.attributes.exportable") is True, lambda: not is_present(key, _RELEASE)):
        yield f"must not set properties.attributes.exportable to true without {_RELEASE}"


GUARDRAIL = Guardrail(
    title="The key cannot be exported",
    applies_to=KEY,
    severity=Severity.MEDIUM,
    why="An exported key is a copy that no vault protects, logs or revokes. A release policy lets it out "
    "to attested hardware only.",
    fix="Leave attributes.exportable out of the properties of the Key, or give it a release_policy.",
    link="https://learn.microsoft.com/azure/key-vault/keys/about-keys-details",
    absent="Azure makes keys that cannot be exported, so absent passes.",
    requirements=("004-3",),
    controls=(mcsb("DP-6"),),
    check=check,
    passing={
        "export is off": {"properties": {"attributes": {"exportable": False}}},
        "export is left at Azure's default": {"properties": {"kty": "RSA"}},
        "a release policy": {"properties": {"attributes": {"exportable": True}, "releasePolicy": {"data": "e30="}}},
    },
    failing={
        "export is on": {"properties": {"attributes": {"exportable": True}}},
    },
)
