"""Only known Azure services must reach a cluster by trusted access."""

from collections.abc import Mapping
from typing import Any

from guardrails.checks import must_be_present
from guardrails.frameworks import mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.props import Problems, Props
from guardrails.subjects import TRUSTED_ACCESS_ROLE_BINDING


def check(binding: Props, values: Mapping[str, Any]) -> Problems:
    """A role's name begins with the resource type whose instances may hold it."""
    sources = {source.lower() for source in values["sources"]}

    def known(role: Any) -> Problems:
        text = role if isinstance(role, str) else ""
        source, _, name = text.rpartition("/")
        if name in {"", "*"} or source.lower() not in sources:
            yield f"must not bind the role {text or 'that is no text'}"

    yield from must_be_present("roles")(binding)
    yield from binding.each_value("roles", known)


GUARDRAIL = Guardrail(
    title="Trusted access is given to known services, by named roles",
    applies_to=TRUSTED_ACCESS_ROLE_BINDING,
    severity=Severity.MEDIUM,
    why="Trusted access passes the private network and the authorized ranges; a role too many lets a whole "
    "service into the cluster.",
    fix="Bind only the roles that the service's own documentation names; add its resource type to the "
    "parameter sources.",
    link="https://learn.microsoft.com/azure/aks/trusted-access-feature",
    absent="Azure asks for roles, so absent fails.",
    requirements=("002-15",),
    controls=(mcsb("PA-7"),),
    parameters={
        "sources": {
            "type": "array",
            "items": {"type": "string"},
            "default": [
                "Microsoft.DataProtection/backupVaults",
                "Microsoft.MachineLearningServices/workspaces",
                "Microsoft.Security/pricings",
            ],
            "description": "Resource types that may be given trusted access.",
        }
    },
    check=check,
    passing={
        "backup": {"roles": ["Microsoft.DataProtection/backupVaults/backup-operator"]},
        "machine learning": {"roles": ["Microsoft.MachineLearningServices/workspaces/mlworkload"]},
        "Defender's posture": {"roles": ["Microsoft.Security/pricings/microsoft-defender-operator"]},
    },
    failing={
        "every role of a service": {"roles": ["Microsoft.DataProtection/backupVaults/*"]},
        "a service that is not listed": {"roles": ["Microsoft.Demo/samples/reader"]},
        "no roles": {"sourceResourceId": "/subscriptions/example"},
        "a service without a role": {"roles": ["Microsoft.DataProtection/backupVaults/"]},
    },
)
