"""An access policy must not grant everything."""

from guardrails.frameworks import mcsb, psrule
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import ACCESS_POLICY

_KINDS = ("keys", "secrets", "certificates", "storage")


def check(policy: Props) -> Problems:
    """The AccessPolicy resource keeps the entry under `policy`, Azure itself keeps a list; in a vault's it is alone."""
    entry = policy.get("policy", policy)
    if isinstance(entry, Props):
        yield from _entry(entry)
    yield from policy.each("accessPolicies", _entry)


def _entry(entry: Props) -> Problems:
    for kind in _KINDS:
        yield from entry.each_value(f"permissions.{kind}", lambda value, kind=kind: _judge(value, kind))  # type: ignore[misc]


def _judge(permission: object, kind: str) -> Problems:
    if isinstance(permission, str) and permission.lower() in {"all", "purge"}:
        yield f"must not grant {permission} in permissions.{kind}"


GUARDRAIL = Guardrail(
    title="No access policy grants all permissions or purging",
    applies_to=ACCESS_POLICY,
    severity=Severity.HIGH,
    why="An application that may purge can destroy what it was given to read; 'all' holds purge and every"
    " permission Azure adds later.",
    fix="Name in permissions only what the principal needs, never all or purge; better, use roles "
    "(enable_rbac_authorization=True).",
    link="https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    absent="A policy without permissions grants nothing, so absent passes.",
    requirements=("002-15",),
    controls=(mcsb("PA-7"), psrule("Azure.KeyVault.AccessPolicy")),
    check=check,
    passing={
        "reading secrets": {"policy": {"permissions": {"secrets": ["get", "list"]}}},
        "no permissions": {"policy": {"objectId": "22222222-2222-2222-2222-222222222222"}},
    },
    failing={
        "all permissions for keys": {"policy": {"permissions": {"keys": ["all"]}}},
        "purging secrets": {"policy": {"permissions": {"secrets": ["get", "Purge"]}}},
        "all permissions beside a few": {
            "accessPolicies": [{"permissions": {"secrets": ["get"]}}, {"permissions": {"secrets": ["all"]}}]
        },
        "purging certificates": {"policy": {"permissions": {"certificates": ["purge"]}}},
        "all permissions for storage accounts": {"policy": {"permissions": {"storage": ["all"]}}},
    },
)
