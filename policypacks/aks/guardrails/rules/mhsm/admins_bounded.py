"""A managed HSM must have more than one administrator, and few."""

from collections.abc import Mapping
from typing import Any

from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import MANAGED_HSM


def check(hsm: Props, values: Mapping[str, Any]) -> Problems:
    """Each object id counts once."""
    admins = {one.lower() for one in hsm.texts("properties.initialAdminObjectIds")}
    if not values["fewest"] <= len(admins) <= values["most"]:
        yield f"must list {values['fewest']} to {values['most']} object ids in properties.initialAdminObjectIds"


_ADMIN = "abcdef00-0000-0000-0000-000000000000"


def _admins(count: int) -> dict[str, object]:
    return {"properties": {"initialAdminObjectIds": [f"00000000-0000-0000-0000-{one:012d}" for one in range(count)]}}


GUARDRAIL = Guardrail(
    title="The managed HSM has two to five administrators",
    applies_to=MANAGED_HSM,
    severity=Severity.MEDIUM,
    why="A single administrator who leaves locks everyone out; each further one can take over every key.",
    fix="List two to five object ids in initial_admin_object_ids in the properties of the ManagedHsm.",
    link="https://learn.microsoft.com/azure/key-vault/managed-hsm/access-control",
    absent="Azure requires an administrator, so absent fails.",
    requirements=(),
    controls=(mcsb("PA-1"),),
    check=check,
    parameters={
        "fewest": {"type": "integer", "minimum": 1, "default": 2, "description": "The fewest administrators."},
        "most": {"type": "integer", "minimum": 1, "default": 5, "description": "The most administrators."},
    },
    passing={
        "two administrators": _admins(2),
        "five administrators": _admins(5),
    },
    failing={
        "no administrator": {"properties": {"enableSoftDelete": True}},
        "one administrator": _admins(1),
        "one administrator, in two spellings": {
            "properties": {"initialAdminObjectIds": [_ADMIN, _ADMIN.upper()]},
        },
        "six administrators": _admins(6),
    },
)
