"""An application's image on its way: judged, promoted, signed, and looked at where it runs."""

import re

from components.registry.access import PRODUCTION, STAGING
from tests.delivery.workflows import FOLDER, JOBS, content, order, steps
from tests.engine import ROOT


def test_an_image_is_judged_before_it_is_promoted_and_signed_last() -> None:
    build = order("image.yml build", "--sbom=true", "gitleaks", "anchore/scan-action")
    locks = [
        f'--image "$REPOSITORY{which} --write-enabled false --delete-enabled false' for which in (':$TAG"', '@$DIGEST"')
    ]
    promote = order("image.yml promote", 'oras" cp', locks[0], "sign --", "attest-build-provenance", locks[1])
    (copy,) = [step["run"] for name, step in steps() if 'oras" cp' in step.get("run", "")]

    assert build == sorted(build)
    assert promote == sorted(promote)
    assert JOBS["image.yml promote"]["needs"] == "build"
    assert '"$STAGED@$DIGEST" "$REGISTRY.azurecr.io/$REPOSITORY:' in copy


def test_a_rebuilt_image_is_judged_and_promoted_without_being_built() -> None:
    """By its digest, under a tag of its own: that of the commit is locked. Nobody here can say how it was built."""
    skipped = {
        (name, step.get("name") or step.get("run") or step["uses"].split("@")[0])
        for name, step in steps()
        if step.get("if", "") == "${{ inputs.digest == '' }}"
    }
    build, promote = JOBS["image.yml build"], JOBS["image.yml promote"]
    given = "${{ inputs.digest || steps.digest.outputs.digest }}"
    (pull,) = [step for step in build["steps"] if step.get("run", "").startswith('docker pull "$STAGED@$DIGEST"')]
    (scan,) = [step for step in build["steps"] if step.get("id") == "scan"]

    assert skipped == {
        ("image.yml build", "docker buildx create --driver docker-container --use"),
        ("image.yml build", "Build with provenance and SBOM"),
        ("image.yml build", build["steps"][order("image.yml build", "containerimage.digest")[0]]["run"]),
        ("image.yml promote", "actions/attest-build-provenance"),
    }
    assert content(FOLDER / "image.yml")["on"]["workflow_call"]["inputs"]["digest"]["default"] == ""
    assert build["outputs"]["digest"] == pull["env"]["DIGEST"] == given
    assert scan["with"]["image"].endswith(f"@{given}")
    assert promote["env"]["DIGEST"] == "${{ needs.build.outputs.digest }}"
    assert "github.run_id" in promote["env"]["TAG"]


def test_a_signature_says_when_it_was_made() -> None:
    """Without that it ends with its certificate, and so does all that runs."""
    (sign,) = [step["run"] for name, step in steps() if "sign --" in step.get("run", "")]
    (root,) = re.findall(r'--timestamp-root-cert ("\$RUNNER_TEMP/\S+")', sign)
    page = (ROOT / "docs" / "delivery.md").read_text("utf-8")

    assert '--timestamp-url "$TIMESTAMP_URL"' in sign
    assert any(step.get("run", "").endswith(f'<<< "$TIMESTAMP_ROOT" > {root}') for _, step in steps())
    assert "timestamp-root: ${{ vars." in page


def test_an_image_is_where_the_roles_of_its_team_are() -> None:
    """A team's identities reach these two places and no others: components/registry/repository_team.py."""
    workflow, repository = content(FOLDER / "image.yml"), "${{ inputs.repository }}"
    build, promote = JOBS["image.yml build"], JOBS["image.yml promote"]
    released = f"${{{{ inputs.registry }}}}.azurecr.io/{PRODUCTION}/{repository}"
    page = (ROOT / "docs" / "tenants.md").read_text("utf-8")

    assert build["env"]["STAGED"].endswith(f".azurecr.io/{STAGING}/{repository}")
    assert promote["env"]["STAGED"] == build["env"]["STAGED"]
    assert promote["env"]["REPOSITORY"] == f"{PRODUCTION}/{repository}"
    assert workflow["on"]["workflow_call"]["outputs"]["image"]["value"].startswith(f"{released}@")
    assert promote["steps"][-2]["with"]["subject-name"] == released
    for subject, job in (("pushSubject", build), ("releaseSubject", promote)):
        assert re.search(rf"{subject}: repo:example/shop:environment:{job['environment']} ", page)


def test_what_zap_finds_fails_the_run() -> None:
    (step,) = JOBS["dast.yml baseline"]["steps"]

    assert step["uses"].startswith("zaproxy/action-baseline@")
    assert step["with"]["fail_action"] == "true"
    assert step["with"]["target"] == "${{ inputs.target }}"


def test_zap_looks_at_dev_after_each_deployment() -> None:
    """Where there is something to look at; what it finds is the application's, and does not keep prod waiting."""
    job = JOBS["deploy.yml dast"]

    assert (job["uses"], job["needs"]) == ("./.github/workflows/dast.yml", "dev")
    assert job["if"] == "vars.DAST_TARGET != ''"
    assert job["with"]["target"] == "${{ vars.DAST_TARGET }}"
    assert JOBS["deploy.yml prod"]["needs"] == "dev"
