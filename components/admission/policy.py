"""What an admission policy is: requests it looks at, what offends in them, and examples of both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from components.kubernetes.manifest import Manifest


class Force(StrEnum):
    """What becomes of an offence."""

    BY_STACK = "by stack"
    """The stack decides: refused, or let through with a warning."""
    ADVICE = "advice"
    """Let through with a warning, always."""
    ALWAYS = "always"
    """Refused, always, and no namespace is exempt."""


@dataclass(frozen=True)
class Match:
    """Requests that a policy looks at."""

    group: str
    resources: tuple[str, ...]
    operations: tuple[str, ...] = ("CREATE", "UPDATE")
    version: str = "v1"

    @property
    def rule(self) -> Manifest:
        """The match as the API server takes it."""
        return {
            "apiGroups": [self.group],
            "apiVersions": [self.version],
            "operations": [*self.operations],
            "resources": [*self.resources],
        }


@dataclass(frozen=True)
class Example:
    """A request: an object to create, and who asks."""

    what: str
    manifest: Manifest
    groups: tuple[str, ...] = ()
    """Groups of who asks, beside being signed in; none: an administrator."""
    connect: str = ""
    """The subresource of the object that is connected to or changed instead."""


@dataclass(frozen=True, kw_only=True)
class AdmissionPolicy:
    """One requirement on what runs in the cluster."""

    title: str
    """What is true of requests that pass; part of the refusal."""
    fix: str
    """What to do about an offence; part of the refusal."""
    controls: tuple[str, ...]
    """Ids of the requirements it serves."""
    link: str
    """Where the condition is described."""
    match: tuple[Match, ...]
    """Requests it looks at."""
    offending: str
    """CEL: the list of what offends, as text; empty in requests that pass."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """CEL expressions that `offending` reads as variables.<name>, beside the parameters."""
    conditions: Mapping[str, str] = field(default_factory=dict)
    """CEL conditions without which the policy does not look."""
    force: Force = Force.BY_STACK
    passing: tuple[Example, ...]
    failing: tuple[Example, ...]
