"""The workflows keep the promises of docs/decisions/0011: pinned, weak, short, and in the right order."""

import itertools
import re
import subprocess
from collections import defaultdict
from pathlib import Path

import pytest
import yaml

from tests.delivery.workflows import FILES, FOLDER, JOBS, content, order, steps
from tests.engine import ROOT
from toolchain.pulumi_engine import BUILT

WRITES = {
    "image.yml build": {"id-token", "security-events"},
    "image.yml promote": {"id-token", "attestations"},
    "preview.yml preview": {"id-token"},
    "preview.yml report": {"pull-requests", "security-events"},
    "stage.yml plan": {"id-token"},
    "stage.yml deploy": {"id-token"},
    "deploy.yml dev": {"id-token"},
    "deploy.yml prod": {"id-token"},
    "drift.yml look": {"id-token"},
    "drift.yml tell": {"issues"},
    "release.yml release": {"contents", "id-token", "attestations"},
    "security.yml code": {"security-events"},
    "site.yml publish": {"pages", "id-token"},
    "security.yml secrets-and-workflows": {"security-events"},
    "security.yml scorecard": {"security-events", "id-token"},
}
"""Every job that may write, and what; all others only read."""


def test_all_workflows_are_here() -> None:
    names = {"ci", "dast", "deploy", "drift", "image", "nightly", "preview", "release", "security", "site", "stage"}

    assert {file.stem for file in FILES} == names


def test_every_action_is_a_commit_with_its_version_and_one_commit_everywhere() -> None:
    pins = defaultdict(set)
    for file in FILES:
        for line in re.findall(r"^\s*(?:- )?uses: (.*)$", file.read_text(), re.MULTILINE):
            if line.startswith("./.github/workflows/"):
                assert (ROOT / line).is_file()
                continue
            pin = re.fullmatch(r"([\w.-]+/[\w.-]+)(?:/[\w/-]+)?@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line)
            assert pin, f"{file.name}: {line}"
            pins[pin[1]].add((pin[2], pin[3]))

    assert {action: len(commits) for action, commits in pins.items() if len(commits) > 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_workflow_can_do_nothing_by_itself(file: Path) -> None:
    workflow = content(file)
    called = set(workflow["on"]) == {"workflow_call"}

    assert workflow["permissions"] == {}
    assert called or workflow["concurrency"]["group"]
    assert not set(workflow["on"]) & {"pull_request_target", "workflow_run", "issue_comment"}
    assert not re.search(r"\$\{\{[^}]*\bsecrets\b|secrets: inherit", file.read_text())


@pytest.mark.parametrize("name", JOBS)
def test_a_job_may_what_it_needs_and_ends(name: str) -> None:
    job = JOBS[name]

    assert {scope for scope, right in job["permissions"].items() if right == "write"} == WRITES.get(name, set())
    if "uses" in job:
        return
    assert 0 < int(job["timeout-minutes"]) <= 120
    named = r"inputs\.runner|vars\.(PREVIEW|DEPLOY)_RUNNER \|\| 'ubuntu-24\.04'"
    assert re.fullmatch(rf"ubuntu-24\.04|\$\{{\{{ ({named}) \}}\}}", job["runs-on"])


def test_who_calls_a_workflow_grants_what_it_needs() -> None:
    """GitHub refuses the whole run otherwise; the caller of image.yml is the documents' example."""
    shown = re.search(
        r"^jobs:\n.*?(?=^```)", (ROOT / "docs" / "delivery.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert shown
    callers = [*content(FOLDER / "deploy.yml")["jobs"].values(), *yaml.safe_load(shown[0])["jobs"].values()]

    for caller in callers:
        file = re.sub(r".*/(\w+\.yml).*", r"\1", caller["uses"])
        for name, job in JOBS.items():
            if name.startswith(f"{file} "):
                assert job["permissions"].items() <= caller["permissions"].items(), (caller["uses"], name)
    assert len(callers) == 4


def test_who_signs_in_to_azure_is_an_environment_of_its_own() -> None:
    signing_in = {name for name, step in steps() if step.get("uses", "").startswith("azure/login@")}

    assert {name: JOBS[name]["environment"] for name in signing_in} == {
        "preview.yml preview": "${{ matrix.stack }}-preview",
        "drift.yml look": "${{ matrix.stack }}-preview",
        "stage.yml plan": "${{ inputs.stack }}-preview",
        "stage.yml deploy": "${{ inputs.stack }}",
        "image.yml build": "images-build",
        "image.yml promote": "images-promote",
    }


def test_a_sign_in_is_used_while_what_it_stands_on_is_valid() -> None:
    """GitHub's token is valid for five minutes, and Azure wants it for each new audience: storage, vault."""
    for name in {name for name, step in steps() if re.search(r"delivery\.stack", step.get("run", ""))}:
        login, used = order(name, "azure/login@", "delivery.stack")
        assert used == login + 1


def test_the_engine_is_the_one_that_set_up_would_build() -> None:
    engines = [step["with"]["pulumi-version"] for _, step in steps() if "pulumi/actions@" in step.get("uses", "")]

    assert set(engines) == {BUILT.removeprefix("v")}


def test_what_is_private_asks_for_the_run_of_a_report() -> None:
    """Code scanning in a private repository does, and has to be bought."""
    uploading = {
        (name, str(step.get("if", JOBS[name].get("if"))))
        for name, step in steps()
        if re.search("codeql-action|scorecard-action|dependency-review-action", step.get("uses", ""))
    }

    for name, condition in uploading:
        assert JOBS[name]["permissions"].get("actions") == "read" or name == "security.yml dependencies"
        assert "vars.CODE_SCANNING != 'false'" in condition


def test_a_checkout_leaves_no_token() -> None:
    checkouts = [step for _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]

    assert checkouts
    assert {step["with"]["persist-credentials"] for step in checkouts} == {"false"}


def test_a_step_is_one_command_without_a_value_written_into_it() -> None:
    commands = [(name, step["run"]) for name, step in steps() if "run" in step]

    assert [(name, run) for name, run in commands if "${{" in run or "\n" in run.strip()] == []
    for _, run in commands:
        for module in re.findall(r"-m (delivery\.\w+)", run):
            assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
        for target in re.findall(r"\bmake (\w+)", run):
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_reviewed_plan_is_deployed_after_the_gate() -> None:
    plan, deploy = JOBS["stage.yml plan"], JOBS["stage.yml deploy"]
    kept = [step["with"]["name"] for step in plan["steps"] if "upload-artifact" in step.get("uses", "")]
    taken = [step["with"]["name"] for step in deploy["steps"] if "download-artifact" in step.get("uses", "")]
    places = order("stage.yml deploy", "delivery.gate", "download-artifact", "azure/login", "delivery.stack apply")

    assert deploy["needs"] == "plan"
    assert kept == taken == ["plan-${{ inputs.stack }}"]
    assert places == sorted(places)
    assert order("stage.yml deploy", "upload-artifact") == [places[-1] + 1]
    assert deploy["steps"][-1]["with"]["name"] == "manifests-${{ inputs.stack }}"
    assert JOBS["deploy.yml prod"]["needs"] == "dev"
    assert content(FOLDER / "deploy.yml")["concurrency"]["cancel-in-progress"] == "false"


def test_guardrails_judge_whatever_is_planned_and_applied() -> None:
    judged = {name for name, step in steps() if re.search(r"delivery\.stack (plan|apply)", step.get("run", ""))}

    assert judged == {"preview.yml preview", "stage.yml plan", "stage.yml deploy"}
    assert {JOBS[name]["env"]["PULUMI_OPTION_POLICY_PACK"] for name in judged} == {"policypacks/aks"}


def test_code_of_a_pull_request_never_writes_to_github() -> None:
    report = next(step for step in JOBS["preview.yml report"]["steps"] if "checkout" in step.get("uses", ""))
    fork = "github.event.pull_request.head.repo.full_name"

    assert report["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert f"{fork} == github.repository" in JOBS["preview.yml preview"]["if"]
    assert f"{fork} != github.repository" in JOBS["preview.yml simulated"]["if"]
    assert "environment" not in JOBS["preview.yml simulated"]


@pytest.mark.parametrize("results", [*itertools.product(("success", "failure", "cancelled", "skipped"), repeat=2)])
def test_the_check_of_all_previews_passes_where_one_way_did(results: tuple[str, str]) -> None:
    job = JOBS["preview.yml previews"]
    (step,) = job["steps"]
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env={"RESULTS": " ".join(results)}, check=False)

    assert (job["needs"], job["if"]) == (["preview", "simulated"], "always()")
    assert (done.returncode == 0) == (sorted(results) == ["skipped", "success"])


def test_every_stack_is_previewed_and_watched() -> None:
    """But for one that waits for the loss of a region; what is deployed is previewed and watched in any case."""
    stacks = {file.stem.removeprefix("Pulumi.") for file in ROOT.glob("Pulumi.*.yaml")}
    matrices = {
        name: set(job["strategy"]["matrix"]["stack"])
        for name, job in JOBS.items()
        if "stack" in str(job.get("strategy"))
    }

    assert matrices.keys() == {
        "preview.yml preview", "preview.yml report", "preview.yml simulated", "drift.yml look", "drift.yml tell"
    }  # fmt: skip
    matrices["deploy.yml"] = {
        job["with"]["stack"] for job in JOBS.values() if job.get("uses", "").endswith("/stage.yml")
    }
    expected = {stack for stack in stacks if not stack.endswith("-dr")} | (matrices["deploy.yml"] & stacks)
    told = {name: sorted(named ^ expected) for name, named in matrices.items() if named != expected}
    assert told == {}, "add or remove these stacks there: docs/delivery.md, A further stack"


def test_code_dependencies_and_history_are_scanned() -> None:
    code = JOBS["security.yml code"]
    used = {name: " ".join(step.get("uses", "") for step in job.get("steps", ())) for name, job in JOBS.items()}

    assert code["strategy"]["matrix"]["language"] == ["python", "actions"]
    assert "codeql-action/analyze" in used["security.yml code"]
    assert "dependency-review-action" in used["security.yml dependencies"]
    assert "scorecard-action" in used["security.yml scorecard"]
    assert order("security.yml secrets-and-workflows", "make audit") == [1]
    assert JOBS["security.yml secrets-and-workflows"]["steps"][0]["with"]["fetch-depth"] == "0"
    assert JOBS["security.yml vulnerabilities"]["strategy"]["matrix"]["ecosystem"] == ["python", "go"]
    assert order("security.yml vulnerabilities", "delivery.vulnerabilities") == [1]


def test_each_night_updates_are_disturbed() -> None:
    nightly = content(FOLDER / "nightly.yml")["on"]["schedule"]
    job = JOBS["nightly.yml chaos"]

    assert re.fullmatch(r"\d+ \d+ \* \* \*", nightly[0]["cron"])
    assert job["env"]["SEED"] == "${{ github.run_number }}"
    assert job["steps"][-2]["run"] == 'make chaos RUNS=300 SEED="$SEED"'


def test_dependencies_are_watched_and_wait_until_others_have_seen_them() -> None:
    updates = content(ROOT / ".github" / "dependabot.yml")["updates"]
    folders = ("benchmarks", "toolchain")
    modules = {f"/{file.parent.relative_to(ROOT)}" for one in folders for file in (ROOT / one).glob("*/go.mod")}

    assert {one["package-ecosystem"] for one in updates} == {"github-actions", "pip", "gomod"}
    assert all(int(one["cooldown"]["default-days"]) >= 7 for one in updates)
    assert modules == {
        folder for one in updates if one["package-ecosystem"] == "gomod" for folder in one["directories"]
    }
