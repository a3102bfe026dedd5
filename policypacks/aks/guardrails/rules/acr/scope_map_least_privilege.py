"""A scope map must not let a token change every repository."""

import re

from guardrails.frameworks import cis_aks, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import SCOPE_MAP

_EVERYWHERE = re.compile(r"repositories/\*+/(content|metadata)/(write|delete)", re.IGNORECASE)


def check(scope_map: Props) -> Problems:
    """A wildcard behind a prefix stays within the prefix."""
    yield from scope_map.each_value("actions", _judge)


def _judge(action: object) -> Problems:
    if isinstance(action, str) and _EVERYWHERE.fullmatch(action):
        yield f"must not grant {action}"


GUARDRAIL = Guardrail(
    title="No scope map lets a token write or delete everywhere",
    applies_to=SCOPE_MAP,
    severity=Severity.MEDIUM,
    why="One leaked token password then replaces or deletes the images of every team.",
    fix="Name repositories or a team's prefix in actions of the ScopeMap: 'repositories/team/*/content/write'.",
    link="https://learn.microsoft.com/azure/container-registry/container-registry-token-based-repository-permissions",
    absent="A scope map without actions grants nothing, so absent passes.",
    requirements=("000-5", "000-7"),
    controls=(cis_aks("5.1.2"), mcsb("PA-7")),
    check=check,
    passing={
        "writing to one repository": {"actions": ["repositories/shop/content/write"]},
        "writing below a team's prefix": {"actions": ["repositories/team/*/content/write"]},
        "reading everywhere": {"actions": ["repositories/*/content/read"]},
        "no actions": {"description": "nothing"},
    },
    failing={
        "writing everywhere": {"actions": ["repositories/shop/content/read", "repositories/*/content/write"]},
        "deleting everywhere": {"actions": ["repositories/*/content/delete"]},
        "locking everywhere": {"actions": ["repositories/*/metadata/write"]},
    },
)
