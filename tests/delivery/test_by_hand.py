"""What a pipeline's identity may not change is told with the plan, and never begun."""

import json
from pathlib import Path
from typing import Any

import pytest

from delivery import stack
from delivery.by_hand import BY_HAND, changed, of, told
from delivery.stack import CLEAN, FAILED, main
from tests.engine import ROOT

PLATFORM = "urn:pulumi:prod::hardened-aks::hardened-aks:index:Platform"
IDENTITY = f"{PLATFORM}$hardened-aks:index:Oversight$hardened-aks:index:PipelineIdentity::deploy"
FLOW_LOG = (
    f"{PLATFORM}$hardened-aks:index:Site$hardened-aks:index:FlowLogs$azure-native:network:FlowLog::flow-logs-platform"
)
LOCK = "urn:pulumi:prod::hardened-aks::hardened-aks:index:Locks$azure-native:authorization:ManagementLockByScope::lock"
GROUP = f"{PLATFORM}$azure-native:resources:ResourceGroup::platform"


def plan(folder: Path, **steps: list[str]) -> Path:
    """Write a plan of the engine with one step or more for each resource."""
    urns = {"identity": IDENTITY, "flow_log": FLOW_LOG, "lock": LOCK, "group": GROUP}
    file = folder / "plan.json"
    file.write_text(json.dumps({"resourcePlans": {urns[key]: {"steps": one} for key, one in steps.items()}}))
    return file


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that exists once the engine has been asked to update."""
    asked = tmp_path / "asked"
    pulumi = tmp_path / "pulumi"
    pulumi.write_text(f'#!/bin/sh\n[ "$1" != up ] || echo "$*" > {asked}\n')
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return asked


def test_changes_of_a_person_are_told_apart(tmp_path: Path) -> None:
    steps = {
        "identity": ["same"],
        "flow_log": ["update"],
        "lock": ["create-replacement", "replace"],
        "group": ["update"],
    }

    assert [(urn, one.what) for urn, one in changed(plan(tmp_path, **steps))] == [
        (LOCK, "locks"),
        (FLOW_LOG, "flow logs"),
    ]
    assert list(changed(plan(tmp_path, **steps | {"flow_log": ["same"], "lock": ["refresh", "same"]}))) == []


def test_of_a_stack_without_an_identity_nothing_is_said(tmp_path: Path) -> None:
    """Somebody else made the one that deploys it, and knows what it may do."""
    assert told("dev", plan(tmp_path, flow_log=["update"], group=["same"])) == ""


def test_a_plan_for_a_person_is_not_begun(engine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan(tmp_path, identity=["same"], lock=["delete"], group=["update"])

    assert main(["apply", "prod", "--folder", str(tmp_path)]) == FAILED
    assert "`pulumi up --stack prod --refresh --plan plan.json`, with" in (said := capsys.readouterr().err)
    assert said.endswith(f"\n\n- locks (`lock`): {BY_HAND[0].why}\n")
    assert not engine.exists()

    plan(tmp_path, identity=["same"], lock=["same"], group=["update"])

    assert main(["apply", "prod", "--folder", str(tmp_path)]) == CLEAN
    assert f"--refresh --plan {tmp_path}/plan.json" in engine.read_text(), "as a person is told to"


def test_reviewers_see_what_a_person_applies(
    engine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The verdict stays that of the guardrails: the change may be merged, only not by the pipeline applied."""

    def judged(*_: str, **__: Any) -> int:
        plan(tmp_path, identity=["same"], flow_log=["update"])
        (tmp_path / "guardrails.md").write_text("# Guardrails\n")
        return CLEAN

    monkeypatch.setattr(stack, "guardrails", judged)

    assert main(["plan", "prod", "--folder", str(tmp_path)]) == CLEAN
    assert (tmp_path / "guardrails.md").read_text() == f"# Guardrails\n\n{told('prod', tmp_path / 'plan.json')}"
    assert "flow-logs-platform" in capsys.readouterr().out
    assert not engine.exists()


def test_the_page_has_every_reason() -> None:
    page = " ".join((ROOT / "docs" / "delivery.md").read_text("utf-8").split())

    assert [one.what for one in BY_HAND if f"| {one.what} | {one.why} |" not in page] == []
    assert of(GROUP) is None
