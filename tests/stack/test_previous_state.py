"""A built platform is changed: what the state before lets the guardrails refuse, on the real engine."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from guardrails.guardrail import Level
from guardrails.messages import SWITCHED_OFF
from guardrails.report import store
from guardrails.run import Kind

from tests.engine import EXAMPLES, ROOT, Engine
from tests.stack.conftest import PACK, WITHOUT_KUBERNETES, beside_the_calendar

ISOLATED = {"network": {"egress": "isolated", "privateMonitoring": True}, **WITHOUT_KUBERNETES}
LOSSES = {
    "registry/registry": ('"data_endpoint_enabled": True', '"data_endpoint_enabled": False'),
    "cluster/cluster": ("aks.NetworkPolicy.CILIUM", '"calico"'),
    "monitoring/monitoring": ("Workspace(\n            name,", 'Workspace(\n            f"{name}-2",'),
}
"""Component -> what is there, and what comes instead."""


@pytest.mark.engine
def test_changes_that_lose_something_are_refused(engine: Engine, copied_project: Path, tmp_path: Path) -> None:
    """Of a platform in an isolated network, which no other test builds and takes down."""
    engine.up(ROOT, "dev", policy_packs=[PACK], config=ISOLATED)
    state = tmp_path / "before.json"
    state.write_text(json.dumps({"version": 3, "deployment": {"resources": engine.state(ROOT, "dev")}}))
    for name, (good, bad) in LOSSES.items():
        component = copied_project / "components" / f"{name}.py"
        text = component.read_text()
        assert good in text
        component.write_text(text.replace(good, bad))

    judged: dict[str, Any] = {"policy_packs": [PACK], "config": ISOLATED}
    again = engine.up(ROOT, "dev", **judged, env={"GUARDRAILS_PREVIOUS_STATE": str(state)})
    (pool,) = yaml.safe_load((EXAMPLES / "dev.yaml").read_text())["config"]["userPools"]
    judged["config"] = {**ISOLATED, "userPools": [{**pool, "vmSize": "Standard_D8ds_v5"}]}
    (_, _, *flags), env = engine.prepare("preview", copied_project, "dev", **judged)
    command = [sys.executable, str(PACK / "guardrails"), "preview", *flags, "--output-dir", str(tmp_path)]
    changed = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)
    engine.destroy(ROOT, "dev", config=ISOLATED)

    assert set(again.operations.values()) == {"same"}
    assert beside_the_calendar(again) == []
    found = store.load(tmp_path / "guardrails.json").findings
    lost = {(one.guardrail, one.problem, *one.notes) for one in found if one.level is Level.MANDATORY}
    undecided = [one.problem for one in found if one.kind is Kind.UNDECIDED and one.guardrail.startswith("change-")]
    assert changed.returncode == 1, changed.stdout + changed.stderr
    assert {
        ("acr-data-endpoint-enabled", "registry must set dataEndpointEnabled to true.", SWITCHED_OFF),
        ("change-no-replacement", "cluster must not change networkProfile.networkPolicy, which replaces it."),
        ("change-no-replacement", "apps must not change vmSize, which replaces it."),
        ("change-no-deletion", "monitoring must not be deleted."),
    } <= lost
    assert undecided == ["apps cannot be judged before the update: resourceName known only then."], (
        "its cluster is another"
    )
    assert engine.state(ROOT, "dev") == []
