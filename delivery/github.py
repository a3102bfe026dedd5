"""GitHub as the workflows need it, through its own command `gh`: who approved, one comment, one issue, the summary."""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LONGEST = 60_000
"""Characters of a comment or an issue; GitHub takes 65,536."""


class GitHubError(Exception):
    """GitHub did not answer as expected; the text is its own."""


def api(path: str, body: dict[str, Any] | None = None, method: str = "GET") -> Any:
    """Ask the API about this repository.

    Args:
        path: What comes after `repos/OWNER/NAME/`. All pages of a list are returned.
        body: What is sent, as JSON.
        method: Such as PATCH.

    Raises:
        GitHubError: `gh` failed, or this is no run of GitHub Actions.

    """
    command = ["gh", "api", f"repos/{variable('GITHUB_REPOSITORY')}/{path}", "--method", method]
    command += ["--input", "-"] if body is not None else ["--paginate", "--slurp"]
    sent = json.dumps(body) if body is not None else None
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, input=sent)  # noqa: S603
    except OSError as error:
        raise GitHubError(f"gh, GitHub's own command, cannot be run: {error}; install it, or put it on PATH") from error
    if done.returncode:
        raise GitHubError(f"`{' '.join(command)}` failed: {done.stderr.strip()}")
    answer = json.loads(done.stdout or "null")
    if body is not None:
        return answer
    return [item for page in answer for item in (page if isinstance(page, list) else [page])]


def variable(name: str) -> str:
    """Return a variable of GitHub Actions.

    Raises:
        GitHubError: it is not set, so this is no run of theirs.

    """
    if not (value := os.environ.get(name)):
        raise GitHubError(f"{name} is not set: GitHub Actions sets it, and what is asked here is about one of its runs")
    return value


def consent(environment: str) -> tuple[str, frozenset[str]]:
    """Return whose change is deployed, and who approved this run's environment or the pull request's last commit."""
    commit, run, author = variable("GITHUB_SHA"), variable("GITHUB_RUN_ID"), variable("GITHUB_ACTOR")
    approvers = {
        review["user"]["login"]
        for review in api(f"actions/runs/{run}/approvals")
        if review["state"] == "approved" and environment in {one["name"] for one in review["environments"]}
    }
    for pull in api(f"commits/{commit}/pulls"):
        if pull["merge_commit_sha"] == commit:
            author = pull["user"]["login"]
            approvers |= still_approving(api(f"pulls/{pull['number']}/reviews"), pull["head"]["sha"])
    return author, frozenset(approvers)


def still_approving(reviews: Iterable[dict[str, Any]], head: str) -> set[str]:
    """Return who approved the last commit and has not changed their mind; comments change nothing."""
    last = {one["user"]["login"]: one for one in reviews if one["user"] and one["state"] != "COMMENTED"}
    return {login for login, one in last.items() if one["state"] == "APPROVED" and one["commit_id"] == head}


def put_comment(number: int, mark: str, text: str) -> None:
    """Write a comment on a pull request, over the one with the same mark."""
    body = marked(mark, text)
    for comment in api(f"issues/{number}/comments"):
        if ours(comment, mark):
            api(f"issues/comments/{comment['id']}", {"body": body}, "PATCH")
            return
    api(f"issues/{number}/comments", {"body": body}, "POST")


def put_issue(mark: str, title: str, text: str) -> None:
    """Write the open issue with this mark; open it if there is none."""
    body = marked(mark, text)
    for issue in open_issues(mark):
        api(f"issues/{issue['number']}", {"title": title, "body": body}, "PATCH")
        return
    api("issues", {"title": title, "body": body}, "POST")


def close_issue(mark: str) -> None:
    """Close the open issue with this mark, if there is one."""
    for issue in open_issues(mark):
        api(f"issues/{issue['number']}", {"state": "closed", "state_reason": "completed"}, "PATCH")


def open_issues(mark: str) -> list[dict[str, Any]]:
    """Return the open issues with a mark; pull requests are issues to the API, and are left out."""
    return [one for one in api("issues?state=open&per_page=100") if ours(one, mark) and "pull_request" not in one]


def ours(post: dict[str, Any], mark: str) -> bool:
    """Tell whether a workflow wrote a post under a mark; anybody else may quote it."""
    return post["user"]["type"] == "Bot" and (post["body"] or "").startswith(comment_of(mark))


def marked(mark: str, text: str) -> str:
    """Return the text behind its mark, cut at what GitHub takes."""
    cut = "" if len(text) <= LONGEST else "\n\n... the rest is in the run's artefacts."
    return f"{comment_of(mark)}\n{text[:LONGEST]}{cut}"


def comment_of(mark: str) -> str:
    """Return a mark as GitHub does not show it."""
    return f"<!-- hardened-aks: {mark} -->"


def add_summary(text: str) -> None:
    """Add Markdown to the summary of the step, if there is one."""
    if file := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(file).open("a", encoding="utf-8") as summary:
            summary.write(f"{text}\n")
