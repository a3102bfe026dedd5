"""A federated credential must name exactly one workload."""

import re

from guardrails.checks import some_text
from guardrails.frameworks import azure_policy, checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.issuers import comes_from
from guardrails.props import Problems, Props, decided
from guardrails.subjects import FEDERATED_CREDENTIAL

_EXACT = {
    "system:serviceaccount:": re.compile(r"system:serviceaccount:[a-z0-9-]+:[a-z0-9.-]+"),
    "repo:": re.compile(r"repo:[^/:]+/[^/:]+:(environment|ref|job_workflow_ref):.+"),
}
_GITHUB = ("token.actions.githubusercontent.com", "*.ghe.com")
# An owner may put together what GitHub's subject says, in any order: a repository and what runs in it are enough.
_PUT_TOGETHER = re.compile(
    r"(?=(.+:)?(repo|repository|repository_id):[^:]+(:|$))(?=(.+:)?(environment|ref|job_workflow_ref):[^:]).+"
)
_ANY = re.compile(".*")
# Public cloud, and the sovereign clouds' own.
_AUDIENCES = {"api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov", "api://AzureADTokenExchangeChina"}


def check(credential: Props) -> Problems:
    """Subjects of other issuers have shapes of their own; of them only wildcards are refused."""
    yield from decided(_subject_problems, credential)
    yield from decided(_audience_problems, credential)


def _subject_problems(credential: Props) -> Problems:
    subject = credential.text("subject")
    if not subject or "*" in subject:
        yield "must set subject to one exact workload, without wildcard"
    elif not _shape(credential, subject).fullmatch(subject):
        yield (
            "must set subject to system:serviceaccount:<namespace>:<name>, or to repo:<owner>/<name> with an "
            "environment or ref"
        )


def _shape(credential: Props, subject: str) -> re.Pattern[str]:
    known = next((shape for start, shape in _EXACT.items() if f"{subject}:".startswith(start)), None)
    if known:
        return known
    issuer = credential.text("issuer")
    return _PUT_TOGETHER if any(comes_from(issuer, host) for host in _GITHUB) else _ANY


def _audience_problems(credential: Props) -> Problems:
    if credential.count("audiences") != 1 or some_text(credential, lambda one: one not in _AUDIENCES, "audiences"):
        yield "must set audiences to ['api://AzureADTokenExchange']"


def _credential(subject: str, audience: str = "api://AzureADTokenExchange") -> dict[str, object]:
    return {"subject": subject, "audiences": [audience]}


def _of_github(subject: str, issuer: str = "https://token.actions.githubusercontent.com") -> dict[str, object]:
    return {**_credential(subject), "issuer": issuer}


GUARDRAIL = Guardrail(
    title="Federated credentials name one service account, or one environment or ref of a repository",
    applies_to=FEDERATED_CREDENTIAL,
    severity=Severity.HIGH,
    why="A subject for pull requests gives the identity to whoever may open one; a subject with a wildcard is compared "
    "letter by letter and never matches; another audience accepts tokens made for something else.",
    fix="Set subject to one service account, or to repo:<owner>/<name>:environment:<environment>, and "
    "audiences=['api://AzureADTokenExchange'].",
    link="https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity",
    absent="Azure refuses a credential without subject or audience; absent fails.",
    requirements=("001-2",),
    controls=(
        mcsb("IM-3"),
        checkov("CKV_AZURE_249"),
        azure_policy("ae62c456-33de-4dc8-b100-7ce9028a7d99"),
        azure_policy("fd1a8e20-2c4f-4a6c-9354-b58d786d9a1f"),
    ),
    check=check,
    passing={
        "one service account": _credential("system:serviceaccount:shop:api"),
        "one environment of a repository": _credential("repo:example/platform:environment:production"),
        "one branch of a repository": _credential("repo:example/platform:ref:refs/heads/main"),
        "another issuer's subject": {
            **_credential("sc://example/platform/azure"),
            "issuer": "https://vstoken.dev.azure.com/11111111-1111-4111-8111-111111111111",
        },
        "one environment of a repository by its number": _of_github("repository_id:1:environment:production"),
        "one workflow in a repository": _of_github(
            "job_workflow_ref:example/ways/.github/workflows/up.yml@refs/heads/main:repo:example/platform"
        ),
        "a sovereign cloud's audience": _credential(
            "system:serviceaccount:shop:api", "api://AzureADTokenExchangeUSGov"
        ),
        "the audience of Azure in China": _credential(
            "system:serviceaccount:shop:api", "api://AzureADTokenExchangeChina"
        ),
    },
    failing={
        "any service account of a namespace": _credential("system:serviceaccount:shop:*"),
        "no service account": _credential("system:serviceaccount:shop"),
        "the whole repository": _credential("repo:example/platform"),
        "every pull request": _credential("repo:example/platform:pull_request"),
        "every repository of an owner": _of_github("repository_owner:example"),
        "every repository of an owner, at an enterprise's GitHub": _of_github(
            "repository_owner:example:environment:production", "https://token.actions.example.ghe.com"
        ),
        "the whole repository by its number": _of_github("repository_id:1"),
        "a workflow, whoever calls it": _of_github(
            "job_workflow_ref:example/ways/.github/workflows/up.yml@refs/heads/main"
        ),
        "another audience": _credential("system:serviceaccount:shop:api", "https://example.com"),
        "subject and audience are missing": {"issuer": "https://token.actions.githubusercontent.com"},
        "anyone of another issuer": _credential("sc://example/*"),
        "no subject": {"audiences": ["api://AzureADTokenExchange"]},
        "two audiences": {
            "subject": "system:serviceaccount:shop:api",
            "audiences": ["api://AzureADTokenExchange", "api://AzureADTokenExchangeUSGov"],
        },
    },
)
