"""What the workflows ask of GitHub and write to it."""

from pathlib import Path
from typing import Any

import pytest

from delivery import github
from delivery.gate import main
from tests.delivery.calendars import EXAMPLE, STACKS, asking
from tests.delivery.conftest import GitHub

BOT = {"login": "github-actions[bot]", "type": "Bot"}
ADA = {"login": "ada", "type": "User"}


def post(number: int, body: str, user: dict[str, str] = BOT, **more: Any) -> dict[str, Any]:
    return {"id": number, "number": number, "user": user, "body": body, **more}


def review(login: str, state: str, commit: str = "head") -> dict[str, Any]:
    return {"user": {"login": login}, "state": state, "commit_id": commit}


def pull(commit: str = "c0ffee") -> dict[str, Any]:
    return {"number": 3, "user": ADA, "merge_commit_sha": commit, "head": {"sha": "head"}}


@pytest.mark.parametrize(
    ("reviews", "approving"),
    [
        ([review("ben", "APPROVED")], {"ben"}),
        ([review("ben", "APPROVED"), review("ben", "COMMENTED")], {"ben"}),
        ([review("ben", "APPROVED"), review("ben", "CHANGES_REQUESTED")], set()),
        ([review("ben", "APPROVED"), review("ben", "DISMISSED")], set()),
        ([review("ben", "APPROVED", commit="older")], set()),
        ([review("ben", "APPROVED"), review("cleo", "APPROVED"), review("ada", "APPROVED")], {"ada", "ben", "cleo"}),
    ],
)
def test_who_still_approves_the_last_commit(hub: GitHub, reviews: list[dict[str, Any]], approving: set[str]) -> None:
    hub.set(actions__runs__7__approvals=[], commits__c0ffee__pulls=[pull()], pulls__3__reviews=reviews)

    author, approvers = github.consent("prod")

    assert (author, set(approvers)) == ("ada", approving)


def test_only_an_approval_of_this_environment_counts(hub: GitHub) -> None:
    approvals = [
        {"state": "approved", "user": {"login": "ben"}, "environments": [{"name": "prod"}]},
        {"state": "approved", "user": {"login": "cleo"}, "environments": [{"name": "dev"}]},
        {"state": "rejected", "user": {"login": "emil"}, "environments": [{"name": "prod"}]},
    ]
    hub.set(actions__runs__7__approvals=approvals, commits__c0ffee__pulls=[pull("another")])

    assert github.consent("prod") == ("dora", frozenset({"ben"}))


@pytest.mark.parametrize("place", [["--environment", "prod"], ["--stack", "prod-dr"]])
def test_the_gate_asks_github(
    hub: GitHub, place: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stacks = STACKS | {"prod-dr": STACKS["prod"]}
    question = [*asking(tmp_path, EXAMPLE, stacks), *place, "--at", "2026-06-03T12:00+02:00", "--github"]
    own, other = review("ada", "APPROVED"), review("ben", "APPROVED")
    known = {"actions__runs__7__approvals": [], "commits__c0ffee__pulls": [pull()]}

    hub.set(**known, pulls__3__reviews=[own])
    assert main(question) == 1
    hub.set(**known, pulls__3__reviews=[own, other])
    assert main(question) == 0
    hub.set(**known)
    assert main(question) == 2
    assert "HTTP 404" in capsys.readouterr().err


def test_github_s_environment_is_named_as_the_stack(hub: GitHub, tmp_path: Path) -> None:
    """Its reviewers let this run begin; a stack of the same environment has reviewers of its own."""
    stacks = STACKS | {"prod-dr": STACKS["prod"]}
    question = [*asking(tmp_path, EXAMPLE, stacks), "--at", "2026-06-03T12:00+02:00", "--github", "--stack"]
    approval = {"state": "approved", "user": {"login": "ben"}, "environments": [{"name": "prod-dr"}]}
    hub.set(actions__runs__7__approvals=[approval], commits__c0ffee__pulls=[])

    assert [main([*question, stack]) for stack in ("prod-dr", "prod")] == [0, 1]


@pytest.mark.parametrize("variable", ["GITHUB_REPOSITORY", "GITHUB_SHA", "GITHUB_RUN_ID", "GITHUB_ACTOR"])
def test_outside_of_github_the_question_is_wrong(
    hub: GitHub, variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.set(actions__runs__7__approvals=[], commits__c0ffee__pulls=[])
    monkeypatch.delenv(variable)

    assert main([*asking(tmp_path, EXAMPLE), "--stack", "prod", "--github"]) == 2
    assert f"{variable} is not set: GitHub Actions sets it" in capsys.readouterr().err


def test_without_github_s_command_the_question_is_wrong(
    hub: GitHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (hub.bin / "gh").unlink()

    assert main([*asking(tmp_path, EXAMPLE), "--stack", "prod", "--github"]) == 2
    assert "gh, GitHub's own command, cannot be run" in capsys.readouterr().err


def test_a_comment_is_written_over_the_one_with_its_mark(hub: GitHub) -> None:
    quoted = post(1, "<!-- hardened-aks: preview-dev -->", ADA)
    hub.set(issues__3__comments=[quoted, post(2, "hello"), post(3, "<!-- hardened-aks: preview-prod -->\nold")])

    for stack in ("dev", "prod", "dev"):
        github.put_comment(3, f"preview-{stack}", f"# {stack}")

    assert [(one["id"], one["body"]) for one in hub.get("issues/3/comments")] == [
        (1, quoted["body"]),
        (2, "hello"),
        (3, "<!-- hardened-aks: preview-prod -->\n# prod"),
        (900, "<!-- hardened-aks: preview-dev -->\n# dev"),
    ]
    assert hub.writes == [
        ["POST", "issues/3/comments"],
        ["PATCH", "issues/comments/3"],
        ["PATCH", "issues/comments/900"],
    ]


def test_one_issue_is_kept_and_closed(hub: GitHub) -> None:
    hub.set(issues=[post(4, "<!-- hardened-aks: drift-prod -->", pull_request={})])
    github.put_issue("drift-prod", "Drift in prod", "first")
    github.put_issue("drift-prod", "Drift in prod", "second")
    github.close_issue("drift-prod")
    github.close_issue("drift-dev")

    (_, kept) = hub.get("issues")
    assert kept["title"] == "Drift in prod"
    assert (kept["body"], kept["state"]) == ("<!-- hardened-aks: drift-prod -->\nsecond", "closed")
    assert hub.writes == [["POST", "issues"], ["PATCH", "issues/900"], ["PATCH", "issues/900"]]


def test_a_long_text_is_cut_to_what_github_takes(hub: GitHub) -> None:
    hub.set(issues__3__comments=[])
    github.put_comment(3, "preview-dev", "x" * 100_000)

    (comment,) = hub.get("issues/3/comments")
    assert comment["body"].endswith("xx\n\n... the rest is in the run's artefacts.")
    assert len(comment["body"]) < 65_536
