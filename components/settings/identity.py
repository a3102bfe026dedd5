"""What a stack may decide about people and pipelines: which groups they are, and where pipelines run."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Annotated, TypedDict
from uuid import UUID

from pydantic import Field

from components.identity.people import Team
from components.identity.pipeline_identity import DEPLOY, PREVIEW, PipelineRole
from components.settings.checks import Check, Problem, needs
from components.settings.section import Section, Word

SYSTEM_NAMESPACES = frozenset({"default", "gatekeeper-system", "kube-node-lease", "kube-public", "kube-system"})

Namespace = Annotated[str, Field(pattern=r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")]
Subject = Annotated[str, Field(pattern=r"^repo:[^/:*\s]+/[^/:*\s]+:(environment|ref|job_workflow_ref):[^*\s]+$")]


class TeamSetting(Section):
    """People who share workloads."""

    name: Word
    operators: UUID
    developers: UUID
    namespaces: Annotated[list[Namespace], Field(min_length=1)]

    @property
    def team(self) -> Team:
        """The team as the platform takes it."""
        return {
            "name": self.name,
            "operators": str(self.operators),
            "developers": str(self.developers),
            "namespaces": self.namespaces,
        }


class GithubSetting(Section):
    """Where the pipelines run that preview and deploy."""

    preview_subject: Subject
    deploy_subject: Subject


class PeopleSetting(TypedDict):
    """What of the people a stack decides."""

    platform_operators: str
    security_readers: str
    teams: list[Team]
    eligible_from: str


class IdentitySetting(Section):
    """Which groups the platform's people are, and where its pipelines run."""

    platform_operators: UUID | None = None
    security_readers: UUID | None = None
    teams: Annotated[list[TeamSetting], Field(default_factory=list)]
    eligible_from: date | None = None
    github: GithubSetting | None = None

    @property
    def people(self) -> PeopleSetting:
        """The people as the platform takes them."""
        return {
            "platform_operators": str(self.platform_operators or ""),
            "security_readers": str(self.security_readers or ""),
            "teams": [team.team for team in self.teams],
            "eligible_from": self.eligible_from.isoformat() if self.eligible_from else "",
        }

    @property
    def pipelines(self) -> list[tuple[str, str, list[PipelineRole]]]:
        """Each pipeline's name, subject and roles."""
        if not self.github:
            return []
        return [("preview", self.github.preview_subject, PREVIEW), ("deploy", self.github.deploy_subject, DEPLOY)]

    @property
    def groups(self) -> list[UUID]:
        """Every group, as often as it is named."""
        named = (self.platform_operators, self.security_readers)
        return [
            *(group for group in named if group),
            *(group for team in self.teams for group in (team.operators, team.developers)),
        ]


@needs("identity")
def groups_are_apart(identity: IdentitySetting) -> Iterator[Problem]:
    """Two personas in one group would be one persona with both's rights, and Azure refuses a grant made twice."""
    for group, count in Counter(identity.groups).items():
        if count > 1:
            yield "identity", f"group {group} stands for {count} personas; give each a group of its own"


@needs("identity")
def teams_are_apart(identity: IdentitySetting) -> Iterator[Problem]:
    """A name or a namespace belongs to one team, and none to Kubernetes."""
    for name, count in Counter(team.name for team in identity.teams).items():
        if count > 1:
            yield "identity", f"teams: there is more than one team {name!r}; give each its own name"
    for namespace, count in Counter(one for team in identity.teams for one in team.namespaces).items():
        if count > 1:
            yield "identity", f"teams: namespace {namespace!r} belongs to {count} teams; give it to one"
        if namespace in SYSTEM_NAMESPACES:
            yield "identity", f"teams: namespace {namespace!r} is the cluster's own; choose another"


@needs("identity")
def pipelines_are_apart(identity: IdentitySetting) -> Iterator[Problem]:
    """Whoever may preview must not be able to deploy."""
    github = identity.github
    if github and github.preview_subject == github.deploy_subject:
        yield "identity", "github: previewSubject and deploySubject are one; give each pipeline its own environment"


CHECKS: tuple[Check, ...] = (groups_are_apart, teams_are_apart, pipelines_are_apart)
