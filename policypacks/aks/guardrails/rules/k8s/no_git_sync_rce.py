"""git-sync must run the git of its image."""

from guardrails.frameworks import checkov, mcsb
from guardrails.guardrail import Guardrail, Severity
from guardrails.images import image_of
from guardrails.kinds import POD
from guardrails.pods import container_with, in_containers
from guardrails.props import Problems, Props


def _check(container: Props) -> Problems:
    image = image_of(container)
    if image is None or "git-sync" not in image.repository:
        return
    if any(one.get("name") in ("GITSYNC_GIT", "GIT_SYNC_GIT") for one in container.objects("env")):
        yield "must not set GITSYNC_GIT"
    given = [*container.texts("args"), *container.texts("command")]
    if any(one in ("--git", "-git") or one.startswith(("--git=", "-git=")) for one in given):
        yield "must not pass --git to git-sync"


GUARDRAIL = Guardrail(
    title="git-sync runs the git program of its own image",
    applies_to=POD,
    severity=Severity.LOW,
    why="GITSYNC_GIT and --git name a program that git-sync then runs: whoever may set them runs what he likes.",
    fix="Remove GITSYNC_GIT from env and --git from args.",
    link="https://github.com/kubernetes/git-sync",
    absent="Then its own git is run, so absent passes.",
    requirements=(),
    controls=(mcsb("PV-2"), checkov("CKV_K8S_159")),
    check=in_containers(_check),
    passing={
        "a repository": container_with(
            image="example.azurecr.io/git-sync:v4", args=["--repo=https://example.com/site"]
        ),
        "another program": container_with(image="example.azurecr.io/api:1", env=[{"name": "GITSYNC_GIT"}]),
    },
    failing={
        "by a variable": container_with(
            image="example.azurecr.io/git-sync/git-sync:v4", env=[{"name": "GITSYNC_GIT", "value": "/tools/git"}]
        ),
        **{
            f"by the argument {argument}": container_with(
                image="example.azurecr.io/git-sync:v4", **{place: [argument, "/tools/git"]}
            )
            for place, argument in (
                ("args", "-git"),
                ("args", "--git=/tools/git"),
                ("args", "-git=/tools/git"),
                ("command", "--git"),
            )
        },
        "by an argument": container_with(image="example.azurecr.io/git-sync:v4", args=["--git", "/tools/git"]),
        "by the variable of old": container_with(
            image="example.azurecr.io/git-sync:v3", env=[{"name": "GIT_SYNC_GIT", "value": "/tools/git"}]
        ),
    },
)
