"""One verdict, whenever asked for: at preview, and under `pulumi policy analyze` on the state after the update."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.engine import ROOT, Engine
from tests.policypacks import recordings
from tests.policypacks.recordings import PACK, Findings, by_resource
from tests.stack.conftest import copied_project  # noqa: F401 - a fixture

AS_FILES = {
    "hardened-aks:clusterAccess": "render",
    "hardened-aks:manifests": {"repository": "https://github.com/example/platform"},
}
"""The objects of the cluster are in the state without one."""
BROKEN = {
    "registry/registry": [('"admin_user_enabled": False', '"admin_user_enabled": True')],
    "cluster/cluster_identities": [
        ('grant(kubelet, "pull", pull', 'grant(kubelet, "pull", Role.MANAGED_IDENTITY_OPERATOR')
    ],
    "keys/key_vault": [('"public_network_access": "Disabled"', '"public_network_access": "Enabled"')],
    "cluster/cluster": [
        ('"kube-audit-admin"', '"kube-scheduler"'),
        ('"disable_run_command": True', '"disable_run_command": False'),
    ],
    "network/subnet": [('None if "azure_name" in args else False', "True")],
}


def _analyze(engine: Engine, project: Path) -> Findings:
    """Return what the pack finds in the exported state."""
    state = engine.folder / "state.json"
    env = dict(engine.env) | {"GUARDRAILS_TODAY": recordings.TODAY}
    export = ["pulumi", "stack", "export", "--stack", "dev", "--cwd", str(project), "--file", str(state)]
    subprocess.run(export, env=env, check=True, capture_output=True)
    command = ["pulumi", "policy", "analyze", "--file", str(state), "--policy-pack", str(PACK), "--json"]
    answer = subprocess.run(command, env=env, check=False, capture_output=True, text=True, cwd=project)
    assert answer.stdout, answer.stderr
    events: list[dict[str, Any]] = [json.loads(line) for line in answer.stdout.splitlines()]
    found = [event["policyEvent"] for event in events if "policyEvent" in event]
    return by_resource(
        (one["policyName"], one["enforcementLevel"], one["resourceUrn"], one["message"]) for one in found
    )


def _decided(findings: Findings) -> Findings:
    """Leave out what waits for the update, and what the pack says of itself."""
    decided = {
        name: {level: found for level, found in levels.items() if level != "undecided"}
        for name, levels in findings.items()
        if name != "notices"
    }
    return {name: levels for name, levels in decided.items() if levels}


@pytest.mark.engine
@pytest.mark.parametrize("broken", [False, True], ids=["as committed", "broken"])
def test_the_same_is_found_at_preview_and_in_the_state(
    engine: Engine,
    copied_project: Path,  # noqa: F811
    broken: bool,
) -> None:
    for name, edits in BROKEN.items() if broken else ():
        component = copied_project / "components" / f"{name}.py"
        text = component.read_text()
        for good, bad in edits:
            assert good in text
            text = text.replace(good, bad)
        component.write_text(text)
    project = copied_project if broken else ROOT

    run, _ = recordings.preview(engine, project, "dev")
    engine.up(project, "dev", config=recordings.NAMED_AS_IN_PROGRAM | AS_FILES)
    in_state = _analyze(engine, project)

    at_preview = _decided(recordings.of_run(run))
    assert at_preview == _decided(in_state)
    assert broken == any("mandatory" in levels for levels in at_preview.values())
    assert not [name for name, levels in in_state.items() if "undecided" in levels], "nothing is unknown in a state"
