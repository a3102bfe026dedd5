"""What a stack may decide about people and pipelines: which groups they are, and where pipelines run."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, TypedDict
from uuid import UUID

from pydantic import Field

from components.identity.pipeline_identity import DEPLOY, PREVIEW, PipelineRole
from components.identity.role_eligibility import DAYS
from components.kubernetes.access import ClusterAccess
from components.settings.checks import Check, Problem, needs
from components.settings.section import Section

_AHEAD = timedelta(days=60)
_ALWAYS = (
    "whose members administer the cluster without activating anything; name a group for emergencies alone there, or "
    "remove eligibleFrom"
)
Subject = Annotated[str, Field(pattern=r"^repo:[^/:*\s]+/[^/:*\s]+:(environment|ref|job_workflow_ref):[^*\s]+$")]


class GithubSetting(Section):
    """Where the pipelines run that preview and deploy, and who that deploys: whoever plans is another."""

    preview_subject: Subject
    deploy_subject: Subject
    deployer_id: UUID


class PeopleSetting(TypedDict):
    """What of the people a stack decides."""

    platform_operators: str
    security_readers: str
    eligible_from: str


class IdentitySetting(Section):
    """Which groups the platform's people are, and where its pipelines run."""

    platform_operators: UUID | None = None
    security_readers: UUID | None = None
    eligible_from: date | None = None
    github: GithubSetting | None = None

    @property
    def people(self) -> PeopleSetting:
        """The people as the platform takes them."""
        return {
            "platform_operators": str(self.platform_operators or ""),
            "security_readers": str(self.security_readers or ""),
            "eligible_from": self.eligible_from.isoformat() if self.eligible_from else "",
        }

    def lapses(self, today: date) -> Iterator[str]:
        """Tell when nobody can activate anything: before the first day, and from the last one on, two months ahead.

        Another first day makes other eligibilities, and the update deletes the old ones at once.
        """
        start = self.eligible_from
        if start and start > today:
            yield f"identity.eligibleFrom: nobody can activate anything before {start}"
        if start and (end := start + timedelta(days=DAYS)) - today <= _AHEAD:
            yield (
                f"identity.eligibleFrom: all eligibilities end on {end}; decide anew and give the day of the update,"
                " with which the old ones end"
            )

    @property
    def pipelines(self) -> list[tuple[str, str, list[PipelineRole]]]:
        """Each pipeline's name, subject and roles."""
        if not self.github:
            return []
        return [("preview", self.github.preview_subject, PREVIEW), ("deploy", self.github.deploy_subject, DEPLOY)]


@needs("identity")
def pipelines_are_apart(identity: IdentitySetting) -> Iterator[Problem]:
    """Whoever may preview must not be able to deploy."""
    github = identity.github
    if github and github.preview_subject == github.deploy_subject:
        yield "identity", "github: previewSubject and deploySubject are one; give each pipeline its own environment"


@needs("identity", "cluster_access")
def pipelines_stay_out_of_clusters(identity: IdentitySetting, access: ClusterAccess) -> Iterator[Problem]:
    """To preview what `direct` changes takes an administrator of the cluster, and a pull request's code previews."""
    if identity.github and access is ClusterAccess.DIRECT:
        yield "cluster_access", "direct is for a person; pipelines (identity.github) need render, azure or none"


@needs("identity", "admin_group_ids")
def eligible_operators_are_no_administrators(identity: IdentitySetting, groups: list[UUID]) -> Iterator[Problem]:
    """Azure RBAC and what is activated there count for nothing with who is in the cluster's own administrators."""
    operators = identity.platform_operators
    if identity.eligible_from and operators in groups:
        yield "identity", f"platformOperators: {operators} is in adminGroupIds too, {_ALWAYS}"


CHECKS: tuple[Check, ...] = (
    pipelines_are_apart,
    pipelines_stay_out_of_clusters,
    eligible_operators_are_no_administrators,
)
